package textdiff

import "strings"

// DiffLines lists the lines of two texts as kept (a space before them), added (+) or removed (-).
func DiffLines(before, after string) []string {
	left, right := linesOf(before), linesOf(after)
	common := commonLengths(left, right)
	lines := []string{}
	i, j := 0, 0
	for i < len(left) && j < len(right) {
		switch {
		case left[i] == right[j]:
			lines = append(lines, " "+left[i])
			i++
			j++
		case common[i+1][j] >= common[i][j+1]:
			lines = append(lines, "-"+left[i])
			i++
		default:
			lines = append(lines, "+"+right[j])
			j++
		}
	}
	for _, line := range left[i:] {
		lines = append(lines, "-"+line)
	}
	for _, line := range right[j:] {
		lines = append(lines, "+"+line)
	}
	return lines
}

// Similarity says how alike two texts are: the share of lines that are the same, 0 to 1.
func Similarity(before, after string) float64 {
	left, right := linesOf(before), linesOf(after)
	if len(left)+len(right) == 0 {
		return 1
	}
	return 2 * float64(commonLengths(left, right)[0][0]) / float64(len(left)+len(right))
}

// linesOf gives the lines of a text; a last one that is ended has nothing behind it.
func linesOf(text string) []string {
	text = strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// commonLengths says how many lines the ends of both texts have in common, from each place on.
func commonLengths(left, right []string) [][]int {
	table := make([][]int, len(left)+1)
	for i := range table {
		table[i] = make([]int, len(right)+1)
	}
	for i := len(left) - 1; i >= 0; i-- {
		for j := len(right) - 1; j >= 0; j-- {
			switch {
			case left[i] == right[j]:
				table[i][j] = table[i+1][j+1] + 1
			case table[i+1][j] >= table[i][j+1]:
				table[i][j] = table[i+1][j]
			default:
				table[i][j] = table[i][j+1]
			}
		}
	}
	return table
}
