package markdown

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Heading is a heading of a text; Level is 1 to 6.
type Heading struct {
	Level int    `json:"level"`
	Text  string `json:"text"`
}

var (
	headingLine  = regexp.MustCompile(`^(#{1,6})\s+(.*?)\s*#*$`)
	itemLine     = regexp.MustCompile(`^(\s*)([-*+]|[0-9]+[.)])\s+(.*)$`)
	quoteLine    = regexp.MustCompile(`^\s*>\s?`)
	tableRule    = regexp.MustCompile(`^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$`)
	codeSpan     = regexp.MustCompile("`[^`]+`")
	linkSpan     = regexp.MustCompile(`(!?)\[([^\]]*)\]\(([^()\s]*(?:\([^()]*\))?[^()\s]*)\)`)
	keptLink     = regexp.MustCompile("\uE000([0-9]+)\uE000")
	safeAddress  = regexp.MustCompile(`(?i)^(https?:|mailto:|[^:]*$)`)
	htmlEscapes  = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
	headingMarks = strings.NewReplacer("*", "", "_", "", "`", "")
)

// MarkdownToHTML turns Markdown into HTML; HTML in the source is shown as text.
func MarkdownToHTML(markdown string) string {
	return htmlOfBlocks(markdownLines(markdown))
}

// ListHeadings lists the headings of a Markdown text.
func ListHeadings(markdown string) []Heading {
	headings := []Heading{}
	inCode := false
	for _, line := range markdownLines(markdown) {
		if strings.HasPrefix(line, "```") {
			inCode = !inCode
		}
		if match := headingLine.FindStringSubmatch(line); match != nil && !inCode {
			headings = append(headings, Heading{Level: len(match[1]), Text: headingMarks.Replace(match[2])})
		}
	}
	return headings
}

func markdownLines(text string) []string {
	return strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
}

func htmlOfBlocks(lines []string) string {
	var html strings.Builder
	for len(lines) > 0 {
		block, count := readBlock(lines)
		html.WriteString(block)
		lines = lines[count:]
	}
	return html.String()
}

// readBlock gives the HTML of the block that the lines begin with, and how many of them it is.
func readBlock(lines []string) (html string, count int) {
	line := lines[0]
	heading := headingLine.FindStringSubmatch(line)
	switch {
	case strings.TrimSpace(line) == "":
		return "", 1
	case heading != nil:
		return fmt.Sprintf("<h%d>%s</h%[1]d>\n", len(heading[1]), inlineHTML(heading[2])), 1
	case strings.HasPrefix(line, "```"):
		return codeBlock(lines)
	case isRule(line):
		return "<hr>\n", 1
	case quoteLine.MatchString(line):
		count = countWhile(lines, quoteLine.MatchString)
		inner := make([]string, count)
		for at := range inner {
			inner[at] = quoteLine.ReplaceAllString(lines[at], "")
		}
		return "<blockquote>\n" + htmlOfBlocks(inner) + "</blockquote>\n", count
	case itemLine.MatchString(line):
		return listBlock(lines)
	case strings.Contains(line, "|") && len(lines) > 1 && tableRule.MatchString(lines[1]):
		return tableBlock(lines)
	}
	count = 1 + countWhile(lines[1:], func(next string) bool {
		return strings.TrimSpace(next) != "" && !startsBlock(next)
	})
	words := make([]string, count)
	for at := range words {
		words[at] = strings.TrimSpace(lines[at])
	}
	return "<p>" + inlineHTML(strings.Join(words, "\n")) + "</p>\n", count
}

func startsBlock(line string) bool {
	return headingLine.MatchString(line) || strings.HasPrefix(line, "```") || isRule(line) ||
		quoteLine.MatchString(line) || itemLine.MatchString(line)
}

// isRule says whether a line is a rule: three of -, * or _ at least, and nothing else.
func isRule(line string) bool {
	marks := strings.Join(strings.Fields(line), "")
	return len(marks) > 2 && strings.ContainsAny(marks[:1], "-*_") && strings.Trim(marks, marks[:1]) == ""
}

func countWhile(lines []string, fits func(line string) bool) int {
	count := 0
	for count < len(lines) && fits(lines[count]) {
		count++
	}
	return count
}

func codeBlock(lines []string) (html string, count int) {
	inside := countWhile(lines[1:], func(line string) bool { return !strings.HasPrefix(line, "```") })
	name := ""
	if language := strings.TrimSpace(lines[0][3:]); language != "" {
		name = ` class="language-` + htmlEscapes.Replace(language) + `"`
	}
	code := ""
	for _, line := range lines[1 : 1+inside] {
		code += htmlEscapes.Replace(line) + "\n"
	}
	count = inside + 2
	if count > len(lines) {
		count = len(lines)
	}
	return "<pre><code" + name + ">" + code + "</code></pre>\n", count
}

func listBlock(lines []string) (html string, count int) {
	first := itemLine.FindStringSubmatch(lines[0])
	indent := len(first[1])
	tag := "ul"
	if strings.ContainsAny(first[2], "0123456789") {
		tag = "ol"
	}
	items := ""
	for count < len(lines) {
		item := itemLine.FindStringSubmatch(lines[count])
		if item == nil || len(item[1]) != indent {
			break
		}
		inner := countWhile(lines[count+1:], func(line string) bool {
			return strings.TrimSpace(line) != "" && len(line)-len(strings.TrimLeft(line, " \t")) > indent
		})
		text := inlineHTML(item[3])
		if inner > 0 {
			text += "\n" + htmlOfBlocks(lines[count+1:count+1+inner])
		}
		items += "<li>" + text + "</li>\n"
		count += 1 + inner
	}
	return "<" + tag + ">\n" + items + "</" + tag + ">\n", count
}

func tableBlock(lines []string) (html string, count int) {
	count = countWhile(lines, func(line string) bool { return strings.Contains(line, "|") })
	if count < 2 {
		// The rule of a table with one column may do without.
		count = 2
	}
	rules := tableCells(lines[1])
	row := func(line, tag string) string {
		html := "<tr>"
		for at, cell := range tableCells(line) {
			style := ""
			if at < len(rules) {
				style = alignment(rules[at])
			}
			html += "<" + tag + style + ">" + inlineHTML(cell) + "</" + tag + ">"
		}
		return html + "</tr>\n"
	}
	body := ""
	for _, line := range lines[2:count] {
		body += row(line, "td")
	}
	head := "<thead>\n" + row(lines[0], "th") + "</thead>\n"
	return "<table>\n" + head + "<tbody>\n" + body + "</tbody>\n</table>\n", count
}

func tableCells(line string) []string {
	cells := strings.Split(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(line), "|"), "|"), "|")
	for at, cell := range cells {
		cells[at] = strings.TrimSpace(cell)
	}
	return cells
}

func alignment(rule string) string {
	switch {
	case !strings.HasSuffix(rule, ":"):
		return ""
	case strings.HasPrefix(rule, ":"):
		return ` style="text-align: center"`
	}
	return ` style="text-align: right"`
}

// inlineHTML reads code first, so that nothing inside it is taken for a mark.
func inlineHTML(text string) string {
	html, from := "", 0
	for _, span := range codeSpan.FindAllStringIndex(text, -1) {
		html += markedHTML(text[from:span[0]])
		html += "<code>" + htmlEscapes.Replace(text[span[0]+1:span[1]-1]) + "</code>"
		from = span[1]
	}
	return html + markedHTML(text[from:])
}

// markedHTML keeps links aside, behind characters for private use, so that nothing in them is taken for a mark.
func markedHTML(text string) string {
	var links []string
	text = linkSpan.ReplaceAllStringFunc(text, func(span string) string {
		match := linkSpan.FindStringSubmatch(span)
		links = append(links, linkHTML(match[1] == "!", match[2], match[3]))
		return fmt.Sprintf("\uE000%d\uE000", len(links)-1)
	})
	html := htmlEscapes.Replace(text)
	for _, mark := range []struct{ sign, tag string }{
		{"**", "strong"}, {"__", "strong"}, {"*", "em"}, {"_", "em"}, {"~~", "del"},
	} {
		html = emphasised(html, mark.sign, mark.tag)
	}
	return keptLink.ReplaceAllStringFunc(html, func(kept string) string {
		at, err := strconv.Atoi(strings.Trim(kept, "\uE000"))
		if err != nil || at >= len(links) {
			return ""
		}
		return links[at]
	})
}

// emphasised puts what stands between two signs into a tag. Inside of words, underscores are letters like others.
func emphasised(text, sign, tag string) string {
	wordly := sign[0] == '_'
	var html strings.Builder
	for {
		start := strings.Index(text, sign)
		if start < 0 {
			html.WriteString(text)
			return html.String()
		}
		behind := text[start+len(sign):]
		end := -1
		if next, _ := utf8.DecodeRuneInString(behind); behind != "" && !unicode.IsSpace(next) && !(wordly && endsInWord(text[:start])) {
			end = closingSign(behind, sign, wordly)
		}
		if end < 0 {
			html.WriteString(text[:start+len(sign)])
			text = behind
			continue
		}
		html.WriteString(text[:start] + "<" + tag + ">" + behind[:end] + "</" + tag + ">")
		text = behind[end+len(sign):]
	}
}

// closingSign gives the place of the sign that closes, behind something that is no blank.
func closingSign(text, sign string, wordly bool) int {
	for from := 1; from < len(text); from++ {
		if !strings.HasPrefix(text[from:], sign) {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(text[:from])
		next, _ := utf8.DecodeRuneInString(text[from+len(sign):])
		if !unicode.IsSpace(last) && !(wordly && isWordly(next)) {
			return from
		}
	}
	return -1
}

func endsInWord(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return isWordly(last)
}

func isWordly(letter rune) bool {
	return letter != utf8.RuneError && (unicode.IsLetter(letter) || unicode.IsDigit(letter))
}

// linkHTML drops addresses of other kinds: javascript:, say, could run something.
func linkHTML(image bool, label, address string) string {
	safe := safeAddress.MatchString(address)
	switch {
	case image && safe:
		return `<img src="` + htmlEscapes.Replace(address) + `" alt="` + htmlEscapes.Replace(label) + `">`
	case image:
		return htmlEscapes.Replace(label)
	case safe:
		return `<a href="` + htmlEscapes.Replace(address) + `">` + markedHTML(label) + "</a>"
	}
	return markedHTML(label)
}
