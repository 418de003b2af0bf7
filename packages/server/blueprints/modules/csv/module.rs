//! CSV (RFC 4180): rows of fields with a header line.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::{Json, JsonError};

/// How [`parse_csv`] reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseCsvOptions {
    /// What stands between fields.
    pub delimiter: char,
    /// Reads fields that look like numbers, true or false as such.
    pub numbers: bool,
}

impl Default for ParseCsvOptions {
    fn default() -> Self {
        ParseCsvOptions {
            delimiter: ',',
            numbers: false,
        }
    }
}

/// What [`describe_csv`] finds.
#[derive(Debug, Clone, PartialEq)]
pub struct CsvFacts {
    /// Rows below the header.
    pub rows: usize,
    /// The columns in their order.
    pub columns: Vec<CsvColumn>,
}

/// What is known of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct CsvColumn {
    /// As the header calls it.
    pub name: String,
    /// Fields that are not empty.
    pub filled: usize,
    /// The range of the fields, where all that are filled are numbers.
    pub range: Option<CsvRange>,
}

/// Least, largest and mean of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CsvRange {
    /// The least.
    pub min: f64,
    /// The largest.
    pub max: f64,
    /// Their mean.
    pub mean: f64,
}

/// Why CSV cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CsvError {
    /// A quote begins in this line and never ends.
    OpenQuote(usize),
    /// Something follows a closed quote in this line.
    BehindQuote(usize),
    /// This line has more fields than there are columns.
    TooManyFields(usize),
    /// The header has no such column.
    UnknownColumn(String),
    /// Quotes and line breaks can not stand between fields.
    Delimiter,
    /// The text is not JSON.
    Json(JsonError),
    /// The JSON is something else than a list of objects.
    NotObjects,
}

impl Display for CsvError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            CsvError::OpenQuote(line) => write!(f, "a quote in line {line} is never closed"),
            CsvError::BehindQuote(line) => {
                write!(f, "something follows a closed quote in line {line}")
            }
            CsvError::TooManyFields(line) => {
                write!(f, "there are more fields than columns in line {line}")
            }
            CsvError::UnknownColumn(name) => write!(f, "there is no column {name}"),
            CsvError::Delimiter => f.write_str("the delimiter must be no quote and no line break"),
            CsvError::Json(error) => write!(f, "{error}"),
            CsvError::NotObjects => f.write_str("the JSON must be a list of objects"),
        }
    }
}

impl Error for CsvError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            CsvError::Json(error) => Some(error),
            _ => None,
        }
    }
}

impl From<JsonError> for CsvError {
    fn from(error: JsonError) -> Self {
        CsvError::Json(error)
    }
}

/// Each column by its name, as JSON shows them best.
impl From<CsvFacts> for Json {
    fn from(facts: CsvFacts) -> Self {
        let columns = facts.columns.into_iter().map(|column| {
            let mut entries = vec![("filled", Json::from(column.filled))];
            if let Some(range) = column.range {
                entries.push(("min", range.min.into()));
                entries.push(("max", range.max.into()));
                entries.push(("mean", range.mean.into()));
            }
            (column.name, Json::object(entries))
        });
        Json::object([
            ("rows", facts.rows.into()),
            ("columns", Json::object(columns)),
        ])
    }
}

struct Table {
    columns: Vec<String>,
    /// Each as long as the header.
    rows: Vec<Vec<String>>,
}

/// Reads rows with a header line into objects.
pub fn parse_csv(csv: &str, options: &ParseCsvOptions) -> Result<Vec<Json>, CsvError> {
    let table = read(csv, options.delimiter)?;
    let value = |field: String| {
        if options.numbers {
            typed(&field)
        } else {
            field.into()
        }
    };
    let objects = table.rows.into_iter().map(|row| {
        let fields = row.into_iter().map(value);
        Json::object(table.columns.iter().cloned().zip(fields))
    });
    Ok(objects.collect())
}

/// Writes a JSON list of objects, with the columns of all objects in the order in which they appear.
pub fn format_csv(json: &str, delimiter: char) -> Result<String, CsvError> {
    let parsed: Json = json.parse()?;
    let objects = parsed.as_array().ok_or(CsvError::NotObjects)?;
    let mut columns: Vec<String> = Vec::new();
    for object in objects {
        let entries = match object {
            Json::Object(entries) => entries,
            _ => return Err(CsvError::NotObjects),
        };
        for (name, _) in entries {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
    }
    let field = |object: &Json, name: &str| match object.get(name) {
        None | Some(Json::Null) => String::new(),
        Some(Json::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let rows = objects
        .iter()
        .map(|object| columns.iter().map(|name| field(object, name)).collect())
        .collect();
    write(&Table { columns, rows }, delimiter)
}

/// Keeps some columns, in the order given.
pub fn select_columns(csv: &str, columns: &[impl AsRef<str>]) -> Result<String, CsvError> {
    let table = read(csv, ',')?;
    let mut places = Vec::new();
    for name in columns.iter().map(AsRef::as_ref) {
        let place = table.columns.iter().position(|column| column == name);
        places.push(place.ok_or_else(|| CsvError::UnknownColumn(name.to_string()))?);
    }
    let chosen = |row: &Vec<String>| places.iter().map(|place| row[*place].clone()).collect();
    let kept = Table {
        columns: chosen(&table.columns),
        rows: table.rows.iter().map(chosen).collect(),
    };
    write(&kept, ',')
}

/// Counts rows, and the filled fields and the range of numbers of each column.
pub fn describe_csv(csv: &str) -> Result<CsvFacts, CsvError> {
    let table = read(csv, ',')?;
    let describe = |(at, name): (usize, &String)| {
        let fields = table.rows.iter().map(|row| row[at].as_str());
        let filled: Vec<&str> = fields.filter(|field| !field.is_empty()).collect();
        let numbers: Vec<f64> = filled
            .iter()
            .filter_map(|field| typed(field).as_f64())
            .collect();
        let is_numeric = !numbers.is_empty() && numbers.len() == filled.len();
        CsvColumn {
            name: name.clone(),
            filled: filled.len(),
            range: is_numeric.then(|| CsvRange {
                min: numbers.iter().copied().fold(f64::INFINITY, f64::min),
                max: numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                mean: numbers.iter().sum::<f64>() / numbers.len() as f64,
            }),
        }
    };
    Ok(CsvFacts {
        rows: table.rows.len(),
        columns: table.columns.iter().enumerate().map(describe).collect(),
    })
}

/// Writes a CSV as a Markdown table.
pub fn markdown_table(csv: &str, delimiter: char) -> Result<String, CsvError> {
    let table = read(csv, delimiter)?;
    if table.columns.is_empty() {
        return Ok(String::new());
    }
    let rules = vec!["---".to_string(); table.columns.len()];
    let head = [&table.columns, &rules];
    Ok(head
        .into_iter()
        .chain(&table.rows)
        .map(|row| table_line(row))
        .collect())
}

/// Bars would end a cell, and line breaks the table.
fn table_line(fields: &[String]) -> String {
    let escaped = fields.iter().map(|field| field.replace('|', "\\|"));
    let cells: Vec<String> = escaped
        .map(|cell| cell.replace("\r\n", "<br>").replace('\n', "<br>"))
        .collect();
    format!("| {} |\n", cells.join(" | "))
}

/// A number as JSON writes it, true or false; else the text.
fn typed(field: &str) -> Json {
    match field.parse() {
        Ok(value @ (Json::Number(_) | Json::Bool(_))) if field.trim() == field => value,
        _ => field.into(),
    }
}

fn read(csv: &str, delimiter: char) -> Result<Table, CsvError> {
    let mut records = Records::new(csv, delimiter)?;
    let columns = records
        .next_record()?
        .map_or_else(Vec::new, |(_, fields)| fields);
    let mut rows = Vec::new();
    while let Some((line, mut fields)) = records.next_record()? {
        if fields.len() > columns.len() {
            return Err(CsvError::TooManyFields(line));
        }
        fields.resize(columns.len(), String::new());
        rows.push(fields);
    }
    Ok(Table { columns, rows })
}

struct Records<'a> {
    rest: &'a str,
    delimiter: char,
    line: usize,
}

impl<'a> Records<'a> {
    fn new(csv: &'a str, delimiter: char) -> Result<Self, CsvError> {
        if matches!(delimiter, '"' | '\n' | '\r') {
            return Err(CsvError::Delimiter);
        }
        // Spreadsheets begin with a mark of the order of bytes.
        let rest = csv.strip_prefix('\u{feff}').unwrap_or(csv);
        Ok(Records {
            rest,
            delimiter,
            line: 1,
        })
    }

    /// The fields of a record and the line that it begins in; lines with nothing in them are no records.
    fn next_record(&mut self) -> Result<Option<(usize, Vec<String>)>, CsvError> {
        while self.end_line() {}
        let line = self.line;
        if self.rest.is_empty() {
            return Ok(None);
        }
        let mut fields = vec![self.field()?];
        loop {
            if let Some(rest) = self.rest.strip_prefix(self.delimiter) {
                self.rest = rest;
                fields.push(self.field()?);
            } else if self.rest.is_empty() || self.end_line() {
                return Ok(Some((line, fields)));
            } else {
                return Err(CsvError::BehindQuote(self.line));
            }
        }
    }

    fn end_line(&mut self) -> bool {
        let after = self
            .rest
            .strip_prefix("\r\n")
            .or_else(|| self.rest.strip_prefix('\n'));
        self.line += usize::from(after.is_some());
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn field(&mut self) -> Result<String, CsvError> {
        match self.rest.strip_prefix('"') {
            Some(_) => self.quoted(),
            None => {
                let end = self
                    .rest
                    .find([self.delimiter, '\n'])
                    .unwrap_or(self.rest.len());
                let (field, rest) = self.rest.split_at(end);
                // The line break of other systems is two characters.
                let cut = usize::from(field.ends_with('\r') && rest.starts_with('\n'));
                self.rest = &self.rest[end - cut..];
                Ok(field[..end - cut].to_string())
            }
        }
    }

    /// Two quotes inside of quotes stand for one.
    fn quoted(&mut self) -> Result<String, CsvError> {
        let start = self.line;
        let mut field = String::new();
        let mut at = 1;
        loop {
            let inside = &self.rest[at..];
            let end = inside.find('"').ok_or(CsvError::OpenQuote(start))?;
            field.push_str(&inside[..end]);
            self.line += inside[..end].matches('\n').count();
            at += end + 1;
            if !self.rest[at..].starts_with('"') {
                self.rest = &self.rest[at..];
                return Ok(field);
            }
            field.push('"');
            at += 1;
        }
    }
}

fn write(table: &Table, delimiter: char) -> Result<String, CsvError> {
    if matches!(delimiter, '"' | '\n' | '\r') {
        return Err(CsvError::Delimiter);
    }
    let quoted = |field: &String| {
        if field.contains([delimiter, '"', '\n', '\r']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field.clone()
        }
    };
    let mut text = String::new();
    // Without a column there is no header, and nothing below it.
    let header = Some(&table.columns).filter(|columns| !columns.is_empty());
    for row in header.into_iter().chain(&table.rows) {
        let fields: Vec<String> = row.iter().map(quoted).collect();
        text.push_str(&fields.join(delimiter.encode_utf8(&mut [0; 4])));
        text.push('\n');
    }
    Ok(text)
}
