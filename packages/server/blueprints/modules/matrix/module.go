package matrix

import (
	"errors"
	"math"
)

// AddMatrices adds two matrices of the same size.
func AddMatrices(left, right any) ([][]float64, error) {
	a, err := readMatrix(left)
	if err != nil {
		return nil, err
	}
	b, err := readMatrix(right)
	if err != nil {
		return nil, err
	}
	if len(a) != len(b) || len(a[0]) != len(b[0]) {
		return nil, errors.New("both matrices must have the same size")
	}
	sum := make([][]float64, len(a))
	for y, row := range a {
		sum[y] = make([]float64, len(row))
		for x, number := range row {
			sum[y][x] = number + b[y][x]
		}
	}
	return sum, nil
}

// MultiplyMatrices multiplies two matrices.
func MultiplyMatrices(left, right any) ([][]float64, error) {
	a, err := readMatrix(left)
	if err != nil {
		return nil, err
	}
	b, err := readMatrix(right)
	if err != nil {
		return nil, err
	}
	if len(a[0]) != len(b) {
		return nil, errors.New("the right matrix must have as many rows as the left one has columns")
	}
	product := make([][]float64, len(a))
	for y, row := range a {
		product[y] = make([]float64, len(b[0]))
		for x := range product[y] {
			for at, number := range row {
				product[y][x] += number * b[at][x]
			}
		}
	}
	return product, nil
}

// TransposeMatrix turns rows into columns.
func TransposeMatrix(matrix any) ([][]float64, error) {
	rows, err := readMatrix(matrix)
	if err != nil {
		return nil, err
	}
	columns := make([][]float64, len(rows[0]))
	for x := range columns {
		for _, row := range rows {
			columns[x] = append(columns[x], row[x])
		}
	}
	return columns, nil
}

// Determinant gives the determinant of a square matrix.
func Determinant(matrix any) (float64, error) {
	rows, err := squareMatrix(matrix)
	if err != nil {
		return 0, err
	}
	_, product := eliminateMatrix(rows)
	return withoutNoise(product), nil
}

// InvertMatrix gives the inverse of a square matrix, and an error where there is none.
func InvertMatrix(matrix any) ([][]float64, error) {
	rows, err := squareMatrix(matrix)
	if err != nil {
		return nil, err
	}
	size := len(rows)
	beside := make([][]float64, size)
	for y, row := range rows {
		beside[y] = append(append([]float64{}, row...), make([]float64, size)...)
		beside[y][size+y] = 1
	}
	reduced, product := eliminateMatrix(beside)
	if withoutNoise(product) == 0 {
		return nil, errors.New("this matrix has no inverse")
	}
	inverse := make([][]float64, size)
	for y, row := range reduced {
		for _, number := range row[size:] {
			inverse[y] = append(inverse[y], withoutNoise(number))
		}
	}
	return inverse, nil
}

// eliminateMatrix is Gauss and Jordan, with the largest pivot; it gives the determinant of the left square too.
func eliminateMatrix(matrix [][]float64) ([][]float64, float64) {
	rows := make([][]float64, len(matrix))
	for y, row := range matrix {
		rows[y] = append([]float64{}, row...)
	}
	product := 1.0
	for at := range rows {
		best := at
		for y := at; y < len(rows); y++ {
			if math.Abs(rows[y][at]) > math.Abs(rows[best][at]) {
				best = y
			}
		}
		pivot := rows[best][at]
		if math.Abs(pivot) < 1e-12 {
			return rows, 0
		}
		if best != at {
			rows[best], rows[at] = rows[at], rows[best]
			product = -product
		}
		product *= pivot
		for x := range rows[at] {
			rows[at][x] /= pivot
		}
		for y, row := range rows {
			if y == at {
				continue
			}
			factor := row[at]
			for x := range row {
				row[x] -= factor * rows[at][x]
			}
		}
	}
	return rows, product
}

// withoutNoise drops the last digits of sums of fractions, and the sign of zero.
func withoutNoise(number float64) float64 {
	return math.Round(number*1e10)/1e10 + 0
}

// readMatrix takes rows of equally many numbers, as [][]float64 or as encoding/json reads them.
func readMatrix(value any) ([][]float64, error) {
	rows, isTyped := value.([][]float64)
	if list, isList := value.([]any); isList {
		for _, item := range list {
			row, err := readMatrixRow(item)
			if err != nil {
				return nil, err
			}
			rows = append(rows, row)
		}
	} else if !isTyped {
		return nil, errors.New("a matrix is rows of numbers")
	}
	if len(rows) == 0 {
		return nil, errors.New("a matrix has at least one row of numbers")
	}
	for _, row := range rows {
		if len(row) == 0 || len(row) != len(rows[0]) {
			return nil, errors.New("each row must have as many numbers as the first")
		}
	}
	return rows, nil
}

func readMatrixRow(value any) ([]float64, error) {
	if row, isTyped := value.([]float64); isTyped {
		return row, nil
	}
	list, isList := value.([]any)
	if !isList {
		return nil, errors.New("a matrix is rows of numbers")
	}
	row := make([]float64, len(list))
	for x, item := range list {
		switch number := item.(type) {
		case float64:
			row[x] = number
		case int:
			row[x] = float64(number)
		default:
			return nil, errors.New("a matrix holds numbers only")
		}
	}
	return row, nil
}

func squareMatrix(value any) ([][]float64, error) {
	rows, err := readMatrix(value)
	if err == nil && len(rows) != len(rows[0]) {
		return nil, errors.New("the matrix must be square")
	}
	return rows, err
}
