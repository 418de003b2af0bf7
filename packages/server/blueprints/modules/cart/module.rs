//! A shopping cart; all amounts are in cents.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// The dearest thing: sums of such prices can still be counted.
const DEAREST: i64 = 1_000_000_000_000;

/// What is added to the prices.
#[derive(Debug, Clone, PartialEq)]
pub struct CartOptions {
    /// Tax on top of the prices.
    pub tax_percent: f64,
    /// Value from which shipping costs nothing.
    pub free_shipping_from: i64,
    /// Cost of shipping.
    pub shipping: i64,
}

impl Default for CartOptions {
    fn default() -> Self {
        CartOptions {
            tax_percent: 0.0,
            free_shipping_from: 5000,
            shipping: 0,
        }
    }
}

/// Why a cart refuses something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CartError {
    /// Prices are from 0 to ten billion of the larger coin.
    BadPrice(i64),
    /// Nothing of something is not something.
    NoQuantity,
    /// There is no such item in the cart.
    Missing(String),
    /// A discount is a share in percent.
    BadDiscount,
    /// Tax and shipping must not be below zero.
    BadOptions,
    /// What was written down is no cart.
    NotACart,
}

impl Display for CartError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            CartError::BadPrice(price) => write!(f, "a price of {price} cents can not be"),
            CartError::NoQuantity => f.write_str("the quantity must be above zero"),
            CartError::Missing(name) => write!(f, "there is no {name} in the cart"),
            CartError::BadDiscount => f.write_str("a discount must be 0 to 100 percent"),
            CartError::BadOptions => f.write_str("tax and shipping must not be below zero"),
            CartError::NotACart => f.write_str("this is not a cart that was written down"),
        }
    }
}

impl Error for CartError {}

/// Something in a cart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartItem {
    /// What it is called.
    pub name: String,
    /// Price of one.
    pub price: i64,
    /// How many.
    pub quantity: u32,
}

/// What a cart costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CartTotal {
    /// All items.
    pub items: i64,
    /// What is taken off.
    pub discount: i64,
    /// Tax on the rest.
    pub tax: i64,
    /// Cost of shipping.
    pub shipping: i64,
    /// All together.
    pub total: i64,
}

/// Collects items and computes what they cost.
#[derive(Debug, Clone)]
pub struct Cart {
    options: CartOptions,
    items: Vec<CartItem>,
    discount_percent: f64,
}

impl Cart {
    /// Makes an empty cart.
    pub fn new(options: &CartOptions) -> Result<Self, CartError> {
        let is_taxed = options.tax_percent.is_finite() && options.tax_percent >= 0.0;
        if !is_taxed || !(0..=DEAREST).contains(&options.shipping) {
            return Err(CartError::BadOptions);
        }
        Ok(Cart {
            options: options.clone(),
            items: Vec::new(),
            discount_percent: 0.0,
        })
    }

    /// Adds items; those with the same name and price are counted together.
    pub fn add(&mut self, name: &str, price: i64, quantity: u32) -> Result<(), CartError> {
        if !(0..=DEAREST).contains(&price) {
            return Err(CartError::BadPrice(price));
        }
        if quantity == 0 {
            return Err(CartError::NoQuantity);
        }
        let same = self
            .items
            .iter_mut()
            .find(|item| item.name == name && item.price == price);
        match same {
            Some(item) => item.quantity = item.quantity.saturating_add(quantity),
            None => self.items.push(CartItem {
                name: name.to_string(),
                price,
                quantity,
            }),
        }
        Ok(())
    }

    /// Takes items away, all of them where no quantity is given.
    pub fn remove(&mut self, name: &str, quantity: Option<u32>) -> Result<(), CartError> {
        let at = self.items.iter().position(|item| item.name == name);
        let at = at.ok_or_else(|| CartError::Missing(name.to_string()))?;
        if quantity == Some(0) {
            return Err(CartError::NoQuantity);
        }
        let item = &mut self.items[at];
        item.quantity = quantity.map_or(0, |taken| item.quantity.saturating_sub(taken));
        if item.quantity == 0 {
            self.items.remove(at);
        }
        Ok(())
    }

    /// Takes a share off the items; a later discount replaces an earlier one.
    pub fn discount(&mut self, percent: f64) -> Result<(), CartError> {
        if !(0.0..=100.0).contains(&percent) {
            return Err(CartError::BadDiscount);
        }
        self.discount_percent = percent;
        Ok(())
    }

    /// Computes what the cart costs. Discount and tax are rounded to whole cents.
    pub fn total(&self) -> CartTotal {
        let share = |amount: i64, percent: f64| (amount as f64 * percent / 100.0).round() as i64;
        let prices = self
            .items
            .iter()
            .map(|item| item.price.saturating_mul(item.quantity.into()));
        let items = prices.fold(0, i64::saturating_add);
        let discount = share(items, self.discount_percent);
        let rest = items - discount;
        let tax = share(rest, self.options.tax_percent);
        let is_free = items == 0 || rest >= self.options.free_shipping_from;
        let shipping = if is_free { 0 } else { self.options.shipping };
        CartTotal {
            items,
            discount,
            tax,
            shipping,
            total: rest.saturating_add(tax).saturating_add(shipping),
        }
    }

    /// Lists what is in the cart.
    pub fn list(&self) -> Vec<CartItem> {
        self.items.clone()
    }

    /// Writes down everything that the cart holds.
    pub fn to_json(&self) -> Json {
        let items = self.items.iter().map(|item| {
            Json::object([
                ("name", item.name.as_str().into()),
                ("price", item.price.into()),
                ("quantity", item.quantity.into()),
            ])
        });
        let items: Vec<Json> = items.collect();
        Json::object([
            ("items", items.into()),
            ("discountPercent", self.discount_percent.into()),
        ])
    }

    /// Goes on from what [`to_json`](Self::to_json) wrote.
    pub fn from_json(options: &CartOptions, written: &Json) -> Result<Self, CartError> {
        let mut cart = Cart::new(options)?;
        let number = |json: &Json, key: &str| json.get(key).and_then(Json::as_f64);
        let items = written.get("items").and_then(Json::as_array);
        for item in items.ok_or(CartError::NotACart)? {
            let name = item.get("name").and_then(Json::as_str);
            match (name, number(item, "price"), number(item, "quantity")) {
                (Some(name), Some(price), Some(quantity)) => {
                    cart.add(name, price as i64, quantity as u32)?
                }
                _ => return Err(CartError::NotACart),
            }
        }
        cart.discount(number(written, "discountPercent").ok_or(CartError::NotACart)?)?;
        Ok(cart)
    }
}
