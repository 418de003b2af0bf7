//! UUIDs (versions 4 and 7), ULIDs and short ids.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::fs::File;
use std::io::Read;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::calendar::date_of;
use crate::json::Json;

/// Letters and digits that are not mistaken for each other (Crockford's base 32).
const ULID_DIGITS: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const WORD_DIGITS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// What [`make_uuids`] makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakeUuidsOptions {
    /// 4 is random, 7 begins with the time.
    pub version: u32,
    /// How many are made, 1 to 1000.
    pub count: usize,
}

impl Default for MakeUuidsOptions {
    fn default() -> Self {
        MakeUuidsOptions {
            version: 4,
            count: 1,
        }
    }
}

/// Why no identifier is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdError {
    /// There are only two versions that are made.
    Version,
    /// None, or too many at once.
    Count,
    /// Too short to be one of its kind, or too long.
    Length,
    /// The system gives no chance.
    NoChance,
}

impl Display for IdError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            IdError::Version => "the version is 4 or 7",
            IdError::Count => "from 1 to 1000 are made at once",
            IdError::Length => "a short id has 6 to 64 letters and digits",
            IdError::NoChance => "the system gives no chance (/dev/urandom)",
        })
    }
}

impl Error for IdError {}

/// What an identifier tells of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdFacts {
    /// UUID or ULID.
    pub kind: &'static str,
    /// Of a UUID.
    pub version: Option<u32>,
    /// When it was made, where it tells that.
    pub time: Option<String>,
}

impl From<IdFacts> for Json {
    fn from(facts: IdFacts) -> Self {
        let mut fields = vec![("kind", Json::from(facts.kind))];
        fields.extend(facts.version.map(|version| ("version", version.into())));
        fields.extend(facts.time.map(|time| ("time", time.into())));
        Json::object(fields)
    }
}

/// Makes UUIDs.
pub fn make_uuids(options: &MakeUuidsOptions) -> Result<Vec<String>, IdError> {
    let version = options.version;
    if version != 4 && version != 7 {
        return Err(IdError::Version);
    }
    many(options.count, || make_uuid(version))
}

/// Makes ULIDs, which sort by the time at which they were made.
pub fn make_ulids(count: usize) -> Result<Vec<String>, IdError> {
    many(count, || {
        let time = milliseconds();
        let head = (0..10)
            .rev()
            .map(|at| ULID_DIGITS[(time >> (5 * at)) as usize & 31] as char);
        Ok(head.chain(by_chance(ULID_DIGITS, 16)?.chars()).collect())
    })
}

/// Makes a short id that is safe in addresses.
pub fn short_id(length: usize) -> Result<String, IdError> {
    if !(6..=64).contains(&length) {
        return Err(IdError::Length);
    }
    by_chance(WORD_DIGITS, length)
}

/// Says what kind of identifier a text is, and when it was made where it tells that; nothing where it is none.
pub fn describe_id(id: &str) -> Option<IdFacts> {
    if let Some((version, time)) = uuid_parts(id) {
        return Some(IdFacts {
            kind: "UUID",
            version: Some(version),
            time: (version == 7).then(|| moment(time)),
        });
    }
    let capital = id.to_ascii_uppercase();
    let digits: Option<Vec<u64>> = capital.bytes().map(ulid_digit).collect();
    let digits = digits.filter(|all| all.len() == 26 && all[0] < 8)?;
    let time = digits[..10].iter().fold(0, |sum, digit| sum * 32 + digit);
    Some(IdFacts {
        kind: "ULID",
        version: None,
        time: Some(moment(time)),
    })
}

fn ulid_digit(digit: u8) -> Option<u64> {
    let at = ULID_DIGITS.iter().position(|known| *known == digit)?;
    Some(at as u64)
}

/// The version, and the first 48 bits.
fn uuid_parts(id: &str) -> Option<(u32, u64)> {
    let parts: Vec<&str> = id.split('-').collect();
    let sizes: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let hex = id
        .bytes()
        .all(|digit| digit == b'-' || digit.is_ascii_hexdigit());
    if sizes != [8, 4, 4, 4, 12] || !hex {
        return None;
    }
    let version = u32::from_str_radix(&parts[2][..1], 16).ok()?;
    let variant = u32::from_str_radix(&parts[3][..1], 16).ok()?;
    let known = (1..=8).contains(&version) && (variant == 0 || (8..=11).contains(&variant));
    let time = u64::from_str_radix(&format!("{}{}", parts[0], parts[1]), 16).ok()?;
    known.then_some((version, time))
}

fn many(count: usize, make: impl Fn() -> Result<String, IdError>) -> Result<Vec<String>, IdError> {
    if !(1..=1000).contains(&count) {
        return Err(IdError::Count);
    }
    (0..count).map(|_| make()).collect()
}

/// 48 bits of time in milliseconds in version 7, everything else is chance (RFC 9562).
fn make_uuid(version: u32) -> Result<String, IdError> {
    let mut bytes = [0; 16];
    fill(&mut bytes)?;
    if version == 7 {
        bytes[..6].copy_from_slice(&milliseconds().to_be_bytes()[2..]);
    }
    bytes[6] = bytes[6] & 0x0f | (version as u8) << 4;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let parts = [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ];
    Ok(parts.join("-"))
}

fn by_chance(digits: &[u8], length: usize) -> Result<String, IdError> {
    let mut made = String::new();
    // Beyond the last whole round the first digits would be likelier.
    let fair = 256 / digits.len() * digits.len();
    while made.len() < length {
        let mut bytes = [0; 32];
        fill(&mut bytes)?;
        let usable = bytes
            .iter()
            .map(|byte| usize::from(*byte))
            .filter(|byte| *byte < fair);
        let left = length - made.len();
        made.extend(
            usable
                .take(left)
                .map(|byte| digits[byte % digits.len()] as char),
        );
    }
    Ok(made)
}

fn fill(bytes: &mut [u8]) -> Result<(), IdError> {
    let mut source = File::open("/dev/urandom").map_err(|_| IdError::NoChance)?;
    source.read_exact(bytes).map_err(|_| IdError::NoChance)
}

/// Since 1970.
fn milliseconds() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    since.as_millis() as u64
}

/// As RFC 3339 has it, in UTC.
fn moment(milliseconds: u64) -> String {
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000);
    let (year, month, date) = date_of((seconds / 86_400) as i64);
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}.{rest:03}Z")
}
