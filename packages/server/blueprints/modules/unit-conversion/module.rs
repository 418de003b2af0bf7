//! Units of measure.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// How many of the first unit of its kind (of SI where there is one) each is.
const SCALES: [(&str, &[(&str, f64)]); 6] = [
    (
        "length",
        &[
            ("mm", 0.001),
            ("cm", 0.01),
            ("m", 1.0),
            ("km", 1000.0),
            ("in", 0.0254),
            ("ft", 0.3048),
            ("yd", 0.9144),
            ("mi", 1609.344),
            ("nmi", 1852.0),
        ],
    ),
    (
        "mass",
        &[
            ("mg", 0.000_001),
            ("g", 0.001),
            ("kg", 1.0),
            ("t", 1000.0),
            ("oz", 0.028_349_523_125),
            ("lb", 0.453_592_37),
            ("st", 6.350_293_18),
        ],
    ),
    (
        "volume",
        &[
            ("ml", 0.001),
            ("l", 1.0),
            ("m3", 1000.0),
            ("tsp", 0.004_928_921_593_75),
            ("tbsp", 0.014_786_764_781_25),
            ("floz", 0.029_573_529_562_5),
            ("cup", 0.236_588_236_5),
            ("pt", 0.473_176_473),
            ("qt", 0.946_352_946),
            ("gal", 3.785_411_784),
        ],
    ),
    (
        "area",
        &[
            ("m2", 1.0),
            ("km2", 1e6),
            ("ha", 10_000.0),
            ("ft2", 0.092_903_04),
            ("acre", 4_046.856_422_4),
            ("mi2", 2_589_988.110_336),
        ],
    ),
    (
        "speed",
        &[
            ("m/s", 1.0),
            ("km/h", 1.0 / 3.6),
            ("mph", 0.44704),
            ("kn", 1852.0 / 3600.0),
        ],
    ),
    (
        "data",
        &[
            ("B", 1.0),
            ("kB", 1e3),
            ("MB", 1e6),
            ("GB", 1e9),
            ("TB", 1e12),
            ("KiB", 1024.0),
            ("MiB", 1_048_576.0),
            ("GiB", 1_073_741_824.0),
            ("TiB", 1_099_511_627_776.0),
        ],
    ),
];

const TEMPERATURE: &str = "temperature";

const TEMPERATURES: [&str; 3] = ["C", "F", "K"];

const NAMES: [(&str, &str); 26] = [
    ("millimeter", "mm"),
    ("centimeter", "cm"),
    ("meter", "m"),
    ("metre", "m"),
    ("kilometer", "km"),
    ("kilometre", "km"),
    ("inch", "in"),
    ("inche", "in"),
    ("foot", "ft"),
    ("feet", "ft"),
    ("yard", "yd"),
    ("mile", "mi"),
    ("gram", "g"),
    ("kilogram", "kg"),
    ("kilo", "kg"),
    ("ounce", "oz"),
    ("pound", "lb"),
    ("liter", "l"),
    ("litre", "l"),
    ("gallon", "gal"),
    ("celsius", "C"),
    ("fahrenheit", "F"),
    ("kelvin", "K"),
    ("byte", "B"),
    ("knot", "kn"),
    ("tonne", "t"),
];

/// Why a number cannot be converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitError {
    /// There is no such unit.
    Unknown(String),
    /// The units measure different things.
    Differ(String, &'static str, String, &'static str),
    /// Nothing is so cold.
    BelowZero,
    /// The number is infinite or none.
    NotFinite,
}

impl Display for UnitError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            UnitError::Unknown(text) => write!(f, "{text:?} is not a known unit"),
            UnitError::Differ(from, kind, to, other) => {
                write!(f, "{from} is a unit of {kind}, and {to} is one of {other}")
            }
            UnitError::BelowZero => f.write_str("this is below absolute zero"),
            UnitError::NotFinite => f.write_str("the number must be finite"),
        }
    }
}

impl Error for UnitError {}

/// The units that can be converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitList {
    /// Each with the units that measure it.
    pub kinds: Vec<(&'static str, Vec<&'static str>)>,
}

impl From<UnitList> for Json {
    fn from(list: UnitList) -> Self {
        Json::object(
            list.kinds
                .into_iter()
                .map(|(kind, units)| (kind, units.into())),
        )
    }
}

#[derive(Clone, Copy, PartialEq)]
struct Unit {
    kind: &'static str,
    name: &'static str,
    /// Nothing for temperatures, which have different zeros.
    scale: Option<f64>,
}

/// Converts a number from one unit to another, with so many digits behind the point at most.
pub fn convert_unit(value: f64, from: &str, to: &str, digits: u32) -> Result<f64, UnitError> {
    let (source, target) = (find(from)?, find(to)?);
    if !value.is_finite() {
        return Err(UnitError::NotFinite);
    }
    let converted = match (source.scale, target.scale) {
        (Some(scale), Some(other)) if source.kind == target.kind => value * scale / other,
        (None, None) => from_kelvin(to_kelvin(value, source.name)?, target.name),
        _ => {
            let (from, to) = (from.to_string(), to.to_string());
            return Err(UnitError::Differ(from, source.kind, to, target.kind));
        }
    };
    // A number has 17 digits at most.
    let shift = 10_f64.powi(digits.min(17) as i32);
    let shifted = (converted * shift).round() / shift;
    Ok(if shifted.is_finite() {
        shifted
    } else {
        converted
    })
}

/// Lists the units that can be converted, by kind.
pub fn list_units() -> UnitList {
    let names = |units: &[(&'static str, f64)]| units.iter().map(|(name, _)| *name).collect();
    let scaled = SCALES.iter().map(|(kind, units)| (*kind, names(units)));
    let mut kinds: Vec<(&str, Vec<&str>)> = scaled.collect();
    kinds.push((TEMPERATURE, TEMPERATURES.to_vec()));
    UnitList { kinds }
}

fn all() -> Vec<Unit> {
    let scaled = SCALES.iter().flat_map(|(kind, units)| {
        units.iter().map(move |(name, scale)| Unit {
            kind,
            name,
            scale: Some(*scale),
        })
    });
    let temperatures = TEMPERATURES.iter().map(|name| Unit {
        kind: TEMPERATURE,
        name,
        scale: None,
    });
    scaled.chain(temperatures).collect()
}

/// By its sign, else by its name, else by its sign in other letters.
fn find(text: &str) -> Result<Unit, UnitError> {
    let trimmed = text.trim();
    let wanted = trimmed.strip_prefix('°').unwrap_or(trimmed);
    let small = wanted.to_lowercase();
    let one = small.strip_suffix('s').unwrap_or(&small);
    let named = NAMES
        .iter()
        .find(|(name, _)| *name == one || *name == small);
    let sign = named.map_or(wanted, |(_, sign)| sign);
    let units = all();
    let exact = units.iter().find(|unit| unit.name == sign);
    let found = exact.or_else(|| {
        units
            .iter()
            .find(|unit| unit.name.eq_ignore_ascii_case(sign))
    });
    found
        .copied()
        .ok_or_else(|| UnitError::Unknown(text.to_string()))
}

fn to_kelvin(value: f64, unit: &str) -> Result<f64, UnitError> {
    let kelvin = match unit {
        "C" => value + 273.15,
        "F" => (value - 32.0) * 5.0 / 9.0 + 273.15,
        _ => value,
    };
    // Rounding may lead a hair below.
    if kelvin < -1e-9 {
        return Err(UnitError::BelowZero);
    }
    Ok(kelvin)
}

fn from_kelvin(kelvin: f64, unit: &str) -> f64 {
    match unit {
        "C" => kelvin - 273.15,
        "F" => (kelvin - 273.15) * 9.0 / 5.0 + 32.0,
        _ => kelvin,
    }
}
