//! Adds, multiplies, transposes and inverts matrices, and gives determinants.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// Why something is no matrix, or none that can be reckoned with so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatrixError {
    /// There is no row of numbers.
    Empty,
    /// A row is longer or shorter than the first, or no row at all.
    Ragged,
    /// Something in a row is no number.
    NotANumber,
    /// Two matrices have different sizes.
    SizesDiffer,
    /// The right matrix has other rows than the left one has columns.
    NoProduct,
    /// There are not as many rows as columns.
    NotSquare,
    /// The determinant is zero.
    NoInverse,
}

impl Display for MatrixError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MatrixError::Empty => "a matrix has at least one row of numbers",
            MatrixError::Ragged => "each row must have as many numbers as the first",
            MatrixError::NotANumber => "a matrix holds numbers only",
            MatrixError::SizesDiffer => "both matrices must have the same size",
            MatrixError::NoProduct => {
                "the right matrix must have as many rows as the left one has columns"
            }
            MatrixError::NotSquare => "the matrix must be square",
            MatrixError::NoInverse => "this matrix has no inverse",
        })
    }
}

impl Error for MatrixError {}

type Rows = Vec<Vec<f64>>;

/// Adds two matrices of the same size.
pub fn add_matrices(left: &Json, right: &Json) -> Result<Json, MatrixError> {
    let (left, right) = (sound(left)?, sound(right)?);
    if left.len() != right.len() || left[0].len() != right[0].len() {
        return Err(MatrixError::SizesDiffer);
    }
    let pairs = left.iter().zip(&right);
    let sums = pairs.map(|(row, other)| row.iter().zip(other).map(|(a, b)| a + b).collect());
    Ok(json_of(sums.collect()))
}

/// Multiplies two matrices.
pub fn multiply_matrices(left: &Json, right: &Json) -> Result<Json, MatrixError> {
    let (left, right) = (sound(left)?, sound(right)?);
    if left[0].len() != right.len() {
        return Err(MatrixError::NoProduct);
    }
    let columns = transposed(&right);
    let product = |row: &Vec<f64>, column: &Vec<f64>| -> f64 {
        row.iter().zip(column).map(|(a, b)| a * b).sum()
    };
    let rows = left
        .iter()
        .map(|row| columns.iter().map(|column| product(row, column)).collect());
    Ok(json_of(rows.collect()))
}

/// Turns rows into columns.
pub fn transpose_matrix(matrix: &Json) -> Result<Json, MatrixError> {
    Ok(json_of(transposed(&sound(matrix)?)))
}

/// Gives the determinant of a square matrix.
pub fn determinant(matrix: &Json) -> Result<f64, MatrixError> {
    let mut rows = square(matrix)?;
    Ok(without_noise(eliminate(&mut rows)))
}

/// Gives the inverse of a square matrix.
pub fn invert_matrix(matrix: &Json) -> Result<Json, MatrixError> {
    let mut rows = square(matrix)?;
    let size = rows.len();
    for (at, row) in rows.iter_mut().enumerate() {
        row.extend((0..size).map(|column| if column == at { 1.0 } else { 0.0 }));
    }
    if without_noise(eliminate(&mut rows)) == 0.0 {
        return Err(MatrixError::NoInverse);
    }
    let inverse = rows.iter().map(|row| {
        let right = row[size..].iter();
        right.map(|number| without_noise(*number)).collect()
    });
    Ok(json_of(inverse.collect()))
}

/// Gauss and Jordan, with the largest pivot; gives the determinant of the left square.
fn eliminate(rows: &mut Rows) -> f64 {
    let mut product = 1.0;
    for at in 0..rows.len() {
        let mut best = at;
        for y in at + 1..rows.len() {
            if rows[y][at].abs() > rows[best][at].abs() {
                best = y;
            }
        }
        let pivot = rows[best][at];
        if pivot.abs() < 1e-12 {
            return 0.0;
        }
        rows.swap(best, at);
        product *= if best == at { pivot } else { -pivot };
        let own: Vec<f64> = rows[at].iter().map(|number| number / pivot).collect();
        for (y, row) in rows.iter_mut().enumerate() {
            if y == at {
                continue;
            }
            let times = row[at];
            for (number, other) in row.iter_mut().zip(&own) {
                *number -= times * other;
            }
        }
        rows[at] = own;
    }
    product
}

/// The last digits of sums of fractions are noise; neither is there a zero below zero.
fn without_noise(number: f64) -> f64 {
    let rounded = (number * 1e10).round() / 1e10;
    if rounded.is_finite() {
        rounded + 0.0
    } else {
        number
    }
}

fn transposed(rows: &Rows) -> Rows {
    (0..rows[0].len())
        .map(|column| rows.iter().map(|row| row[column]).collect())
        .collect()
}

fn json_of(rows: Rows) -> Json {
    rows.into()
}

/// Rows of equally many numbers.
fn sound(matrix: &Json) -> Result<Rows, MatrixError> {
    let rows = matrix.as_array().ok_or(MatrixError::Empty)?;
    let first = rows.first().and_then(Json::as_array);
    let width = first.ok_or(MatrixError::Empty)?.len();
    let mut read = Rows::new();
    for row in rows {
        let numbers = row.as_array().unwrap_or_default();
        if numbers.is_empty() || numbers.len() != width {
            return Err(MatrixError::Ragged);
        }
        let numbers = numbers.iter().map(|number| {
            let finite = number.as_f64().filter(|number| number.is_finite());
            finite.ok_or(MatrixError::NotANumber)
        });
        read.push(numbers.collect::<Result<_, _>>()?);
    }
    Ok(read)
}

fn square(matrix: &Json) -> Result<Rows, MatrixError> {
    let rows = sound(matrix)?;
    if rows.len() == rows[0].len() {
        Ok(rows)
    } else {
        Err(MatrixError::NotSquare)
    }
}
