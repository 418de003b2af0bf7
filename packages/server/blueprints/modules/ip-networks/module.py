"""Calculates with IPv4 networks in CIDR notation."""

import ipaddress
from typing import TypedDict

_MOST_NETWORKS = 65_536


class NetworkFacts(TypedDict):
    """The addresses of a network."""

    network: str
    netmask: str
    wildcard: str
    broadcast: str
    first_host: str
    last_host: str
    addresses: int
    hosts: int


def describe_network(network: str) -> NetworkFacts:
    """Give the addresses of a network, which may be named by any address within it."""
    found = _read_network(network)
    # The two addresses of a link and a single one are hosts themselves.
    inner = 1 if found.prefixlen < 31 else 0
    return {
        "network": str(found),
        "netmask": str(found.netmask),
        "wildcard": str(found.hostmask),
        "broadcast": str(found.broadcast_address),
        "first_host": str(found.network_address + inner),
        "last_host": str(found.broadcast_address - inner),
        "addresses": found.num_addresses,
        "hosts": found.num_addresses - 2 * inner,
    }


def network_contains(network: str, address: str) -> bool:
    """Say whether an address lies in a network."""
    return _read_address(address) in _read_network(network)


def split_network(network: str, prefix: int) -> list[str]:
    """Split a network into all networks of a longer prefix."""
    whole = _read_network(network)
    if not whole.prefixlen <= prefix <= 32:
        raise ValueError(f"The prefix must be {whole.prefixlen} to 32.")
    if 2 ** (prefix - whole.prefixlen) > _MOST_NETWORKS:
        raise ValueError(f"These are more than {_MOST_NETWORKS} networks.")
    return [str(one) for one in whole.subnets(new_prefix=prefix)]


def _read_network(text: str) -> ipaddress.IPv4Network:
    address, _, length = text.strip().partition("/")
    if not (length.isascii() and length.isdigit() and len(length) <= 2 and int(length) <= 32):
        raise ValueError(f'"{text}" has no prefix of 0 to 32, as in 10.0.0.0/8.')
    return ipaddress.IPv4Network((int(_read_address(address)), int(length)), strict=False)


def _read_address(text: str) -> ipaddress.IPv4Address:
    try:
        return ipaddress.IPv4Address(text.strip())
    except ValueError as error:
        raise ValueError(f'"{text}" is no IPv4 address.') from error
