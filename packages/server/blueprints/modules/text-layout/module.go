package textlayout

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WrapTextOptions says how lines are laid out.
type WrapTextOptions struct {
	// Width is the letters of a line, 1 to 1000; 80 if not set.
	Width int
	// Align is where lines stand: left (if not set), right, center or justify.
	Align string
	// Indent is how many spaces stand before each line.
	Indent int
}

var (
	paragraphBreak = regexp.MustCompile(`\n\s*\n`)
	lastPiece      = regexp.MustCompile(`\s+\S*$`)
)

// WrapText breaks lines at a width; an empty line parts paragraphs.
func WrapText(text string, options ...func(*WrapTextOptions)) (string, error) {
	o := WrapTextOptions{Width: 80, Align: "left"}
	for _, set := range options {
		set(&o)
	}
	if o.Width < 1 || o.Width > 1000 {
		return "", errors.New("a line has 1 to 1000 letters")
	}
	switch o.Align {
	case "left", "right", "center", "justify":
	default:
		return "", fmt.Errorf("%s is not one of left, right, center, justify", o.Align)
	}
	room := o.Width - o.Indent
	if room < 1 {
		room = 1
	}
	wrapped := []string{}
	for _, paragraph := range paragraphBreak.Split(strings.TrimSpace(text), -1) {
		lines := brokenLines(strings.Fields(paragraph), room)
		var written strings.Builder
		for at, line := range lines {
			written.WriteString(strings.Repeat(" ", o.Indent))
			written.WriteString(alignedLine(line, room, o.Align, at == len(lines)-1))
			written.WriteByte('\n')
		}
		wrapped = append(wrapped, written.String())
	}
	return strings.Join(wrapped, "\n"), nil
}

// ShortenText cuts a text at a length, between words where it can.
func ShortenText(text string, length int) (string, error) {
	if length < 1 {
		return "", errors.New("the length is at least 1")
	}
	letters := []rune(text)
	if len(letters) <= length {
		return text, nil
	}
	cut := string(letters[:length-1])
	if strings.ContainsAny(cut, " \t\n") && !unicode.IsSpace(letters[length-1]) {
		cut = lastPiece.ReplaceAllString(cut, "")
	}
	return strings.TrimRightFunc(cut, unicode.IsSpace) + "…", nil
}

// BoxText puts a box around a text.
func BoxText(text string) string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	width := 0
	for _, line := range lines {
		if length := utf8.RuneCountInString(line); length > width {
			width = length
		}
	}
	edge := strings.Repeat("─", width+2)
	var box strings.Builder
	fmt.Fprintf(&box, "┌%s┐\n", edge)
	for _, line := range lines {
		fmt.Fprintf(&box, "│ %s%s │\n", line, strings.Repeat(" ", width-utf8.RuneCountInString(line)))
	}
	fmt.Fprintf(&box, "└%s┘\n", edge)
	return box.String()
}

func alignedLine(line string, width int, align string, isLast bool) string {
	space := width - utf8.RuneCountInString(line)
	switch {
	case align == "right":
		return strings.Repeat(" ", space) + line
	case align == "center":
		return strings.Repeat(" ", space/2) + line
	case align == "justify" && !isLast:
		return spreadLine(line, space)
	}
	return line
}

// brokenLines puts words into lines; those longer than a line are broken.
func brokenLines(words []string, width int) []string {
	lines := []string{}
	for _, word := range words {
		for letters := []rune(word); len(letters) > 0; {
			size := len(letters)
			if size > width {
				size = width
			}
			piece := string(letters[:size])
			letters = letters[size:]
			last := len(lines) - 1
			if last >= 0 && utf8.RuneCountInString(lines[last])+1+size <= width {
				lines[last] += " " + piece
			} else {
				lines = append(lines, piece)
			}
		}
	}
	return lines
}

// spreadLine puts more spaces between words so that the line is as long as it may be, those on the left first.
func spreadLine(line string, space int) string {
	words := strings.Split(line, " ")
	gaps := len(words) - 1
	if gaps == 0 {
		return line
	}
	var spread strings.Builder
	for at, word := range words[:gaps] {
		more := space / gaps
		if at < space%gaps {
			more++
		}
		spread.WriteString(word + strings.Repeat(" ", 1+more))
	}
	return spread.String() + words[gaps]
}
