"""A shopping cart with quantities, discounts, tax and totals in cents."""

import math
from collections.abc import Mapping
from typing import Any, TypedDict


class CartItem(TypedDict):
    """A thing that is bought, with the price of one in cents."""

    name: str
    price: int
    quantity: int


class CartTotal(TypedDict):
    """What a cart costs, all in cents."""

    items: int
    discount: int
    tax: int
    shipping: int
    total: int


class Cart:
    """Collects items and computes what they cost.

    ``tax_percent`` comes on top of the prices; ``shipping`` is paid below
    ``free_shipping_from`` cents. ``state`` is what ``to_dict`` of another cart gave.
    """

    def __init__(
        self,
        *,
        tax_percent: float = 0,
        free_shipping_from: int = 5000,
        shipping: int = 0,
        state: Mapping[str, Any] | None = None,
    ) -> None:
        kept = state or {}
        self._tax_percent = tax_percent
        self._free_shipping_from = free_shipping_from
        self._shipping = shipping
        self._items: list[CartItem] = [
            {"name": item["name"], "price": item["price"], "quantity": item["quantity"]}
            for item in kept.get("items", [])
        ]
        self._discount_percent: float = kept.get("discount_percent", 0)

    def add(self, name: str, price: int, *, quantity: int = 1) -> None:
        """Add items; those with the same name and price are counted together."""
        if not isinstance(price, int) or price < 0:
            raise ValueError("The price must be whole cents.")
        _check_quantity(quantity)
        for item in self._items:
            if item["name"] == name and item["price"] == price:
                item["quantity"] += quantity
                return
        self._items.append({"name": name, "price": price, "quantity": quantity})

    def remove(self, name: str, *, quantity: int | None = None) -> None:
        """Take items away, all of that name where no quantity is given."""
        item = next((item for item in self._items if item["name"] == name), None)
        if item is None:
            raise ValueError(f"There is no {name} in the cart.")
        count = item["quantity"] if quantity is None else quantity
        _check_quantity(count)
        item["quantity"] -= count
        self._items = [item for item in self._items if item["quantity"] > 0]

    def discount(self, percent: float) -> None:
        """Take a share off the items; a later discount replaces an earlier one."""
        if not 0 <= percent <= 100:
            raise ValueError("A discount must be 0 to 100 percent.")
        self._discount_percent = percent

    def total(self) -> CartTotal:
        """Compute what the cart costs. Discount and tax are rounded to whole cents."""
        items = sum(item["price"] * item["quantity"] for item in self._items)
        discount = _rounded(items * self._discount_percent / 100)
        tax = _rounded((items - discount) * self._tax_percent / 100)
        is_free = items == 0 or items - discount >= self._free_shipping_from
        shipping = 0 if is_free else self._shipping
        return {
            "items": items,
            "discount": discount,
            "tax": tax,
            "shipping": shipping,
            "total": items - discount + tax + shipping,
        }

    def to_dict(self) -> dict[str, Any]:
        """Give the state for a later cart."""
        return {"items": self.list(), "discount_percent": self._discount_percent}

    def list(self) -> "list[CartItem]":
        """List what is in the cart."""
        return [
            {"name": item["name"], "price": item["price"], "quantity": item["quantity"]}
            for item in self._items
        ]


def _check_quantity(quantity: int) -> None:
    if not isinstance(quantity, int) or quantity < 1:
        raise ValueError("The quantity must be a whole number above zero.")


def _rounded(amount: float) -> int:
    return math.floor(amount + 0.5)
