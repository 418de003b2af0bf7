//! Checks email addresses, phone numbers, web addresses, IP addresses and VAT numbers.

use std::net::IpAddr;

/// What follows the country in VAT numbers of the EU (EL is Greece, XI Northern Ireland): `9` is a digit, `A` a letter,
/// `N` either, and anything else stands for itself.
const VAT_FORMS: [(&str, &[&str]); 28] = [
    ("AT", &["U99999999"]),
    ("BE", &["0999999999", "1999999999"]),
    ("BG", &["999999999", "9999999999"]),
    ("CY", &["99999999A"]),
    ("CZ", &["99999999", "999999999", "9999999999"]),
    ("DE", &["999999999"]),
    ("DK", &["99999999"]),
    ("EE", &["999999999"]),
    ("EL", &["999999999"]),
    ("ES", &["N9999999N"]),
    ("FI", &["99999999"]),
    ("FR", &["NN999999999"]),
    ("HR", &["99999999999"]),
    ("HU", &["99999999"]),
    (
        "IE",
        &["9999999A", "9999999AA", "9A99999A", "9+99999A", "9*99999A"],
    ),
    ("IT", &["99999999999"]),
    ("LT", &["999999999", "999999999999"]),
    ("LU", &["99999999"]),
    ("LV", &["99999999999"]),
    ("MT", &["99999999"]),
    ("NL", &["999999999B99"]),
    ("PL", &["9999999999"]),
    ("PT", &["999999999"]),
    (
        "RO",
        &[
            "99",
            "999",
            "9999",
            "99999",
            "999999",
            "9999999",
            "99999999",
            "999999999",
            "9999999999",
        ],
    ),
    ("SE", &["999999999999"]),
    ("SI", &["99999999"]),
    ("SK", &["9999999999"]),
    ("XI", &["999999999", "999999999999", "GD999", "HA999"]),
];

/// Says whether a text can be an email address, as far as its form tells.
pub fn is_email(text: &str) -> bool {
    let (name, domain) = match text.rsplit_once('@') {
        Some(parts) if text.len() <= 254 => parts,
        _ => return false,
    };
    let labels: Vec<&str> = domain.split('.').collect();
    let last = labels.last().copied().unwrap_or_default();
    name.split('.').all(is_atom)
        && labels.len() > 1
        && labels.iter().all(|label| is_label(label))
        && last.len() > 1
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_atom(part: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_!#$%&'*+/=?^`{|}~-".contains(&byte);
    !part.is_empty() && part.bytes().all(fits)
}

fn is_label(part: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !part.is_empty() && part.bytes().all(fits) && !part.starts_with('-') && !part.ends_with('-')
}

/// Writes a phone number as E.164 does; `country` is the digits of the country where none is written.
pub fn read_phone(text: &str, country: &str) -> Option<String> {
    let text = text.trim();
    let after_plus = text.strip_prefix('+').unwrap_or(text);
    let fits = |char: char| char.is_ascii_digit() || char.is_whitespace() || "().-/".contains(char);
    if after_plus.is_empty() || !after_plus.chars().all(fits) {
        return None;
    }
    let digits: String = after_plus.chars().filter(char::is_ascii_digit).collect();
    let full = if after_plus.len() < text.len() {
        digits
    } else if let Some(abroad) = digits.strip_prefix("00") {
        abroad.to_string()
    } else {
        format!("{country}{}", digits.strip_prefix('0').unwrap_or(&digits))
    };
    let is_number = full.bytes().all(|byte| byte.is_ascii_digit())
        && !full.starts_with('0')
        && (7..=15).contains(&full.len());
    is_number.then(|| format!("+{full}"))
}

/// Says whether a text is an address of the web (http or https).
pub fn is_web_address(text: &str) -> bool {
    let (scheme, rest) = match text.split_once("://") {
        Some(parts) => parts,
        None => return false,
    };
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str())
        || text
            .chars()
            .any(|char| char.is_whitespace() || char.is_control())
    {
        return false;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let place = authority
        .rsplit_once('@')
        .map_or(authority, |(_, place)| place);
    if let Some(inner) = place.strip_prefix('[') {
        return inner.split_once(']').map_or(false, |(address, port)| {
            ip_version(address) == 6 && is_port(port.strip_prefix(':'), port.is_empty())
        });
    }
    match place.split_once(':') {
        Some((host, port)) => is_host(host) && is_port(Some(port), false),
        None => is_host(place),
    }
}

fn is_host(host: &str) -> bool {
    !host.is_empty() && !host.contains(|char: char| "<>\"\\^`{|}[]%".contains(char))
}

/// A port may be left out, with its colon or without.
fn is_port(port: Option<&str>, is_missing: bool) -> bool {
    port.map_or(is_missing, |port| {
        port.bytes().all(|byte| byte.is_ascii_digit())
            && (port.is_empty() || port.parse::<u16>().is_ok())
    })
}

/// Gives 4 or 6 for an IP address, 0 for anything else.
pub fn ip_version(text: &str) -> u32 {
    match text.parse() {
        Ok(IpAddr::V4(_)) => 4,
        Ok(IpAddr::V6(_)) => 6,
        Err(_) => 0,
    }
}

/// Names the country of a VAT number of the EU that has the right form.
pub fn vat_country(text: &str) -> Option<String> {
    let number: String = text
        .chars()
        .filter(|char| !char.is_whitespace() && !".-".contains(*char))
        .map(|char| char.to_ascii_uppercase())
        .collect();
    let (country, forms) = VAT_FORMS
        .iter()
        .find(|(country, _)| number.starts_with(country))?;
    let rest = &number[country.len()..];
    let fits = forms.iter().any(|form| has_form(rest, form));
    fits.then(|| (*country).to_string())
}

fn has_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text
            .bytes()
            .zip(form.bytes())
            .all(|(byte, wanted)| match wanted {
                b'9' => byte.is_ascii_digit(),
                b'A' => byte.is_ascii_uppercase(),
                b'N' => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
                exact => byte == exact,
            })
}
