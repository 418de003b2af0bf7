//! International bank account numbers.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Length of an IBAN in each country that has it.
const LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 \
    CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 \
    HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 \
    MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 \
    SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

/// The text is not a valid IBAN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IbanError(String);

impl Display for IbanError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not a valid IBAN", self.0)
    }
}

impl Error for IbanError {}

/// An IBAN taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IbanParts {
    /// Two letters.
    pub country: String,
    /// Two digits.
    pub check_digits: String,
    /// The account number as the country writes it.
    pub bban: String,
}

/// Says whether an IBAN has the right length for its country and the right check digits.
pub fn is_valid_iban(iban: &str) -> bool {
    valid(iban).is_ok()
}

/// Writes an IBAN in groups of four.
pub fn format_iban(iban: &str) -> Result<String, IbanError> {
    let mut grouped = String::new();
    for (at, char) in valid(iban)?.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(char);
    }
    Ok(grouped)
}

/// Takes an IBAN apart into country, check digits and account.
pub fn parse_iban(iban: &str) -> Result<IbanParts, IbanError> {
    let plain = valid(iban)?;
    Ok(IbanParts {
        country: plain[..2].to_string(),
        check_digits: plain[2..4].to_string(),
        bban: plain[4..].to_string(),
    })
}

/// The IBAN in capitals, without spaces.
fn valid(iban: &str) -> Result<String, IbanError> {
    let plain: String = iban.chars().filter(|char| !char.is_whitespace()).collect();
    let plain = plain.to_ascii_uppercase();
    let is_formed = plain.bytes().enumerate().all(|(at, byte)| match at {
        0 | 1 => byte.is_ascii_uppercase(),
        2 | 3 => byte.is_ascii_digit(),
        _ => byte.is_ascii_alphanumeric(),
    });
    let is_known = || {
        LENGTHS
            .split(' ')
            .any(|one| one[..2] == plain[..2] && one[2..] == plain.len().to_string())
    };
    if is_formed && plain.len() > 4 && is_known() && remainder(&plain) == 1 {
        Ok(plain)
    } else {
        Err(IbanError(iban.to_string()))
    }
}

/// ISO 7064 mod 97-10: the first four characters go to the end, letters count from 10.
fn remainder(plain: &str) -> u32 {
    let turned = plain[4..].chars().chain(plain[..4].chars());
    turned
        .filter_map(|char| char.to_digit(36))
        .fold(0, |sum, value| {
            let shift = if value > 9 { 100 } else { 10 };
            (sum * shift + value) % 97
        })
}
