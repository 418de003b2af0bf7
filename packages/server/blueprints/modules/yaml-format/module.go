package yamlformat

import (
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

type yamlLine struct {
	number, indent int
	text           string
}

// yamlReader goes through the lines; what is wrong ends it with a yamlError.
type yamlReader struct {
	raw []string
	at  int
	// rest is what is left of a line whose beginning was read: "- a: 1" is a list and then a map.
	rest *yamlLine
}

// yamlError says in which line something is wrong.
type yamlError struct {
	line int
	why  string
}

func (e yamlError) Error() string { return fmt.Sprintf("line %d: %s", e.line, e.why) }

var (
	yamlKey = regexp.MustCompile(`^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'\[\]{},#&*!|>%@` + "`" +
		`].*?)\s*:(?:\s+(.*))?$`)
	yamlDouble    = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	yamlSingle    = regexp.MustCompile(`'(?:[^']|'')*'`)
	yamlBlock     = regexp.MustCompile(`^([|>])([+-]?)$`)
	yamlNumber    = regexp.MustCompile(`^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$`)
	yamlBased     = regexp.MustCompile(`^(0[xX][0-9a-fA-F]+|0o[0-7]+)$`)
	yamlPlain     = regexp.MustCompile(`^[\p{L}\d/._][\p{L}\d/._ +@%()-]*$`)
	yamlFlowPlain = regexp.MustCompile(`^(?:[^,\[\]{}:]|:[^ ,\[\]{}])+`)
)

// YamlToJSON reads YAML; what is wrong is told with its line.
func YamlToJSON(yaml string) (value any, err error) {
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case yamlError:
			value, err = nil, problem
		default:
			panic(problem)
		}
	}()
	text := strings.ReplaceAll(strings.TrimPrefix(yaml, "\uFEFF"), "\r\n", "\n")
	reader := &yamlReader{raw: strings.Split(text, "\n")}
	if first := reader.peek(); first != nil && first.text == "---" {
		reader.take()
	}
	value = reader.node(0)
	if left := reader.peek(); left != nil && left.text != "..." {
		panic(yamlError{left.number, fmt.Sprintf("%q does not fit here", left.text)})
	}
	return value, nil
}

// JSONToYaml writes JSON as YAML, the names of members in the order of the alphabet.
func JSONToYaml(text string) (string, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", fmt.Errorf("this is not JSON: %w", err)
	}
	if !isYamlBranch(value) {
		return yamlWritten(value) + "\n", nil
	}
	return strings.Join(yamlLines(value), "\n") + "\n", nil
}

// peek gives the next line that says something.
func (r *yamlReader) peek() *yamlLine {
	if r.rest != nil {
		return r.rest
	}
	for ; r.at < len(r.raw); r.at++ {
		line := r.raw[r.at]
		text := strings.TrimSpace(withoutComment(line))
		if text == "" {
			continue
		}
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if line[indent] == '\t' {
			panic(yamlError{r.at + 1, "lines are indented with spaces only"})
		}
		return &yamlLine{r.at + 1, indent, text}
	}
	return nil
}

func (r *yamlReader) take() {
	r.rest = nil
	r.at++
}

func (r *yamlReader) node(least int) any {
	line := r.peek()
	switch {
	case line == nil || line.indent < least:
		return nil
	case isYamlItem(line.text):
		return r.list(line.indent)
	case yamlKey.MatchString(line.text):
		return r.mapping(line.indent)
	}
	return r.value(*line, line.text, least-1)
}

func (r *yamlReader) list(indent int) []any {
	items := []any{}
	for line := r.peek(); line != nil && line.indent == indent && isYamlItem(line.text); line = r.peek() {
		text := strings.TrimLeft(line.text[1:], " ")
		switch {
		case text == "":
			r.take()
			items = append(items, r.node(indent+1))
		case isYamlItem(text) || yamlKey.MatchString(text):
			r.rest = &yamlLine{line.number, indent + len(line.text) - len(text), text}
			items = append(items, r.node(indent+1))
		default:
			items = append(items, r.value(*line, text, indent))
		}
		if next := r.peek(); next != nil && next.indent > indent {
			panic(yamlError{next.number, "it is indented more than the items before"})
		}
	}
	return items
}

func (r *yamlReader) mapping(indent int) map[string]any {
	entries := map[string]any{}
	for line := r.peek(); line != nil && line.indent == indent; line = r.peek() {
		found := yamlKey.FindStringSubmatch(line.text)
		if found == nil || isYamlItem(line.text) {
			panic(yamlError{line.number, fmt.Sprintf("%q is no key with a value", line.text)})
		}
		key, text := found[1], found[2]
		if key[0] == '"' || key[0] == '\'' {
			key = unquotedYaml(key, line.number)
		}
		if _, known := entries[key]; known {
			panic(yamlError{line.number, fmt.Sprintf("the key %s is there twice", key)})
		}
		if text != "" {
			entries[key] = r.value(*line, text, indent)
		} else {
			r.take()
			if next := r.peek(); next != nil && next.indent == indent && isYamlItem(next.text) {
				entries[key] = r.list(indent)
			} else {
				entries[key] = r.node(indent + 1)
			}
		}
		if next := r.peek(); next != nil && next.indent > indent {
			panic(yamlError{next.number, "it is indented more than the keys before"})
		}
	}
	return entries
}

// value reads what begins on a line; what stands deeper below belongs to it.
func (r *yamlReader) value(line yamlLine, text string, indent int) any {
	r.take()
	if block := yamlBlock.FindStringSubmatch(text); block != nil {
		return r.block(indent, block[1] == ">", block[2])
	}
	for next := r.peek(); next != nil && next.indent > indent && !isYamlItem(next.text); next = r.peek() {
		ends := yamlKey.MatchString(next.text)
		if strings.ContainsRune(`"'[{`, rune(text[0])) {
			ends = isYamlClosed(text)
		}
		if ends {
			break
		}
		text += " " + next.text
		r.take()
	}
	if text[0] != '[' && text[0] != '{' {
		return yamlScalar(text, line.number)
	}
	flow := &yamlFlow{text: text, line: line.number}
	value := flow.value()
	if flow.next() != "" {
		panic(yamlError{line.number, fmt.Sprintf("%q goes on behind its end", text)})
	}
	return value
}

// block reads a text of many lines; > makes one of each paragraph.
func (r *yamlReader) block(indent int, isFolded bool, chomp string) string {
	lines, own := []string{}, 0
	for ; r.at < len(r.raw); r.at++ {
		line := r.raw[r.at]
		depth := len(line) - len(strings.TrimLeft(line, " "))
		isBlank := strings.TrimSpace(line) == ""
		if !isBlank && depth <= indent {
			break
		}
		if !isBlank && own == 0 {
			own = depth
		}
		if depth > own {
			depth = own
		}
		lines = append(lines, line[depth:])
	}
	whole := strings.Join(lines, "\n")
	text := strings.TrimRight(whole, "\n")
	ends := len(whole) - len(text)
	if isFolded {
		paragraphs := strings.Split(text, "\n\n")
		for at, paragraph := range paragraphs {
			paragraphs[at] = strings.ReplaceAll(paragraph, "\n", " ")
		}
		text = strings.Join(paragraphs, "\n")
	}
	switch {
	case chomp == "-" || text == "":
		return text
	case chomp == "+" && ends > 1:
		return text + strings.Repeat("\n", ends)
	}
	return text + "\n"
}

// yamlFlow reads lists in brackets and maps in braces.
type yamlFlow struct {
	text string
	line int
	at   int
}

func (f *yamlFlow) next() string {
	for f.at < len(f.text) && f.text[f.at] == ' ' {
		f.at++
	}
	if f.at == len(f.text) {
		return ""
	}
	return f.text[f.at : f.at+1]
}

func (f *yamlFlow) value() any {
	switch f.next() {
	case "[":
		items := []any{}
		f.items("]", func() { items = append(items, f.value()) })
		return items
	case "{":
		entries := map[string]any{}
		f.items("}", func() {
			key := fmt.Sprint(f.scalar())
			entries[key] = nil
			if f.next() != ":" {
				return
			}
			f.at++
			if sign := f.next(); sign != "," && sign != "}" {
				entries[key] = f.value()
			}
		})
		return entries
	}
	return f.scalar()
}

func (f *yamlFlow) items(end string, read func()) {
	f.at++
	for f.next() != end {
		read()
		if sign := f.next(); sign == "," {
			f.at++
		} else if sign != end {
			panic(yamlError{f.line, fmt.Sprintf("%q is missing", end)})
		}
	}
	f.at++
}

func (f *yamlFlow) scalar() any {
	f.next()
	rest := f.text[f.at:]
	piece := yamlFlowPlain.FindString(rest)
	for _, quoted := range []*regexp.Regexp{yamlDouble, yamlSingle} {
		if found := quoted.FindStringIndex(rest); found != nil && found[0] == 0 {
			piece = rest[:found[1]]
		}
	}
	if piece == "" {
		panic(yamlError{f.line, fmt.Sprintf("a value is missing before %q", rest)})
	}
	f.at += len(piece)
	return yamlScalar(strings.TrimSpace(piece), f.line)
}

func yamlScalar(text string, line int) any {
	if text != "" {
		switch text[0] {
		case '"', '\'':
			return unquotedYaml(text, line)
		case '&', '*', '!':
			panic(yamlError{line, "anchors, aliases and tags are not read"})
		}
	}
	switch text {
	case "", "~", "null", "Null", "NULL":
		return nil
	case "true", "True", "TRUE":
		return true
	case "false", "False", "FALSE":
		return false
	}
	if yamlBased.MatchString(text) {
		if number, err := strconv.ParseInt(text, 0, 64); err == nil {
			return number
		}
	}
	if yamlNumber.MatchString(text) {
		if number, err := strconv.ParseInt(text, 10, 64); err == nil {
			return number
		}
		if number, err := strconv.ParseFloat(text, 64); err == nil {
			return number
		}
	}
	return text
}

func unquotedYaml(text string, line int) string {
	if found := yamlSingle.FindString(text); found == text && text[0] == '\'' {
		return strings.ReplaceAll(text[1:len(text)-1], "''", "'")
	}
	var value string
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		panic(yamlError{line, text + " is not well quoted"})
	}
	return value
}

// withoutComment cuts a # behind a space and what follows, but not inside quotes.
func withoutComment(line string) string {
	quote := byte(0)
	for at := 0; at < len(line); at++ {
		sign := line[at]
		begins := at == 0 || strings.IndexByte(" \t[{,:", line[at-1]) >= 0
		switch {
		case quote != 0 && sign == '\\' && quote == '"':
			at++
		case quote != 0 && sign == quote:
			quote = 0
		case quote == 0 && (sign == '"' || sign == '\'') && begins:
			quote = sign
		case quote == 0 && sign == '#' && (at == 0 || line[at-1] == ' ' || line[at-1] == '\t'):
			return line[:at]
		}
	}
	return line
}

// isYamlClosed says whether quotes and brackets that are opened are closed again.
func isYamlClosed(text string) bool {
	if text[0] == '"' {
		return yamlDouble.FindString(text) == text
	}
	if text[0] == '\'' {
		return yamlSingle.FindString(text) == text
	}
	bare := yamlSingle.ReplaceAllString(yamlDouble.ReplaceAllString(text, ""), "")
	opened := strings.Count(bare, "[") + strings.Count(bare, "{")
	return opened == strings.Count(bare, "]")+strings.Count(bare, "}")
}

func isYamlItem(text string) bool {
	return text == "-" || strings.HasPrefix(text, "- ")
}

func isYamlBranch(value any) bool {
	switch value := value.(type) {
	case []any:
		return len(value) > 0
	case map[string]any:
		return len(value) > 0
	}
	return false
}

func yamlLines(value any) []string {
	lines := []string{}
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			below := []string{yamlWritten(item)}
			if isYamlBranch(item) {
				below = yamlLines(item)
			}
			for at, line := range below {
				if at == 0 {
					lines = append(lines, "- "+line)
				} else {
					lines = append(lines, "  "+line)
				}
			}
		}
	case map[string]any:
		names := make([]string, 0, len(value))
		for name := range value {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			key := yamlWritten(name) + ":"
			if !isYamlBranch(value[name]) {
				lines = append(lines, key+" "+yamlWritten(value[name]))
				continue
			}
			lines = append(lines, key)
			for _, line := range yamlLines(value[name]) {
				lines = append(lines, "  "+line)
			}
		}
	}
	return lines
}

// yamlWritten puts texts in quotes that could be read as something else.
func yamlWritten(value any) string {
	text, isText := value.(string)
	if isText && yamlPlain.MatchString(text) && !strings.HasSuffix(text, " ") {
		_, staysText := yamlScalar(text, 0).(string)
		switch strings.ToLower(text) {
		case "yes", "no", "on", "off":
			staysText = false
		}
		if staysText {
			return text
		}
	}
	var written strings.Builder
	encoder := json.NewEncoder(&written)
	encoder.SetEscapeHTML(false)
	// What was read from JSON can be written as JSON.
	_ = encoder.Encode(value)
	return strings.TrimSpace(written.String())
}
