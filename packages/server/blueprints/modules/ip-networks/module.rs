//! IPv4 networks in CIDR notation.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::net::Ipv4Addr;

const MOST_NETWORKS: u64 = 65_536;

/// The addresses of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkFacts {
    /// With its prefix.
    pub network: String,
    /// Ones where the prefix is.
    pub netmask: String,
    /// Ones where the prefix is not.
    pub wildcard: String,
    /// Its last address.
    pub broadcast: String,
    /// The first address that a machine may have.
    pub first_host: String,
    /// The last address that a machine may have.
    pub last_host: String,
    /// How many addresses there are.
    pub addresses: u64,
    /// How many machines may be in it.
    pub hosts: u64,
}

/// Why a network cannot be calculated with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetworkError {
    /// This is no address of four numbers.
    Address(String),
    /// This has no prefix of 0 to 32.
    NoPrefix(String),
    /// A part of a network has a prefix from this one to 32.
    Prefix(u32),
    /// They would be too many.
    TooMany,
}

impl Display for NetworkError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            NetworkError::Address(text) => write!(f, "\"{text}\" is no IPv4 address"),
            NetworkError::NoPrefix(text) => {
                write!(f, "\"{text}\" has no prefix of 0 to 32, as in 10.0.0.0/8")
            }
            NetworkError::Prefix(least) => write!(f, "the prefix must be {least} to 32"),
            NetworkError::TooMany => write!(f, "these are more than {MOST_NETWORKS} networks"),
        }
    }
}

impl Error for NetworkError {}

struct Network {
    start: u64,
    prefix: u32,
}

impl Network {
    fn size(&self) -> u64 {
        1 << (32 - self.prefix)
    }
}

/// Gives the addresses of a network, which may be named by any address within it.
pub fn describe_network(network: &str) -> Result<NetworkFacts, NetworkError> {
    let found = read_network(network)?;
    let last = found.start + found.size() - 1;
    // The two addresses of a link and a single one are hosts themselves.
    let inner = u64::from(found.prefix < 31);
    Ok(NetworkFacts {
        network: format!("{}/{}", write_address(found.start), found.prefix),
        netmask: write_address((1 << 32) - found.size()),
        wildcard: write_address(found.size() - 1),
        broadcast: write_address(last),
        first_host: write_address(found.start + inner),
        last_host: write_address(last - inner),
        addresses: found.size(),
        hosts: found.size() - 2 * inner,
    })
}

/// Says whether an address lies in a network.
pub fn network_contains(network: &str, address: &str) -> Result<bool, NetworkError> {
    let found = read_network(network)?;
    let number = read_address(address)?;
    Ok((found.start..found.start + found.size()).contains(&number))
}

/// Splits a network into all networks of a longer prefix.
pub fn split_network(network: &str, prefix: u32) -> Result<Vec<String>, NetworkError> {
    let whole = read_network(network)?;
    if !(whole.prefix..=32).contains(&prefix) {
        return Err(NetworkError::Prefix(whole.prefix));
    }
    let count = 1_u64 << (prefix - whole.prefix);
    if count > MOST_NETWORKS {
        return Err(NetworkError::TooMany);
    }
    let size = 1_u64 << (32 - prefix);
    let starts = (0..count).map(|at| whole.start + at * size);
    Ok(starts
        .map(|start| format!("{}/{prefix}", write_address(start)))
        .collect())
}

fn read_network(text: &str) -> Result<Network, NetworkError> {
    let no_prefix = || NetworkError::NoPrefix(text.to_string());
    let (address, length) = text.trim().split_once('/').ok_or_else(no_prefix)?;
    let is_short = (1..=2).contains(&length.len()) && length.bytes().all(|b| b.is_ascii_digit());
    let prefix: u32 = length.parse().map_err(|_| no_prefix())?;
    if !is_short || prefix > 32 {
        return Err(no_prefix());
    }
    let mut network = Network { start: 0, prefix };
    network.start = read_address(address)? / network.size() * network.size();
    Ok(network)
}

fn read_address(text: &str) -> Result<u64, NetworkError> {
    let address: Ipv4Addr = text
        .trim()
        .parse()
        .map_err(|_| NetworkError::Address(text.to_string()))?;
    Ok(u32::from(address).into())
}

fn write_address(number: u64) -> String {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    Ipv4Addr::from(number).to_string()
}
