package tomlformat

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// How a table came to be.
const (
	tomlByHeader = iota
	tomlByDots
	tomlInline
	// tomlPassing is one that only lies on the way to another.
	tomlPassing
)

// tomlTable is a table while it is read.
type tomlTable struct {
	made    int
	entries map[string]any
}

// tomlTables is [[name]], as often as it stood there.
type tomlTables struct {
	items []*tomlTable
}

// tomlReader goes through a text; what is wrong ends it with a tomlError.
type tomlReader struct {
	text string
	at   int
}

// tomlError says in which line something is wrong.
type tomlError struct {
	line int
	why  string
}

func (e tomlError) Error() string { return fmt.Sprintf("line %d: %s", e.line, e.why) }

var (
	tomlDate = regexp.MustCompile(`^(?:(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?` +
		`|(\d\d:\d\d:\d\d)(?:\.\d+)?)(?:[\s,\]}#]|$)`)
	tomlWhole = regexp.MustCompile(`^[+-]?(?:0|[1-9](?:_?\d)*)$`)
	tomlFloat = regexp.MustCompile(`^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$`)
	tomlBased = regexp.MustCompile(
		`^0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$`)
	tomlNoNumber = regexp.MustCompile(`^[+-]?(?:inf|nan)$`)
	tomlBareKey  = regexp.MustCompile(`^[A-Za-z0-9_-]+`)
	tomlBlanks   = regexp.MustCompile(`^[ \t]*(?:#[^\n]*)?`)
	tomlBreaks   = regexp.MustCompile(`^(?:[ \t\n]|#[^\n]*)*`)
	tomlFold     = regexp.MustCompile(`^[ \t]*\n\s*`)
	tomlWord     = regexp.MustCompile(`^[^\s,\]}#=]*`)
	tomlEscapes  = map[byte]string{'b': "\b", 't': "\t", 'n': "\n", 'f': "\f", 'r': "\r", '"': `"`, '\\': `\`}
)

// TomlToJSON reads TOML, dates as texts; what is wrong is told with its line.
func TomlToJSON(toml string) (values map[string]any, err error) {
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case tomlError:
			values, err = nil, problem
		default:
			panic(problem)
		}
	}()
	text := strings.ReplaceAll(strings.TrimPrefix(toml, "\ufeff"), "\r\n", "\n")
	reader := &tomlReader{text: text}
	return plainTomlTable(reader.whole()), nil
}

// JSONToToml writes a JSON object as TOML, keys by the alphabet.
func JSONToToml(text string) (string, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", fmt.Errorf("this is not JSON: %w", err)
	}
	if decoder.More() {
		return "", errors.New("this is not JSON: more stands behind it")
	}
	object, isObject := value.(map[string]any)
	if !isObject {
		return "", errors.New("only an object can be written as TOML")
	}
	blocks, err := tomlBlocks(object, nil, "")
	if err != nil || len(blocks) == 0 {
		return "", err
	}
	return strings.Join(blocks, "\n\n") + "\n", nil
}

func plainTomlTable(table *tomlTable) map[string]any {
	values := map[string]any{}
	for name, node := range table.entries {
		values[name] = plainToml(node)
	}
	return values
}

func plainToml(node any) any {
	switch known := node.(type) {
	case *tomlTable:
		return plainTomlTable(known)
	case *tomlTables:
		items := []any{}
		for _, table := range known.items {
			items = append(items, plainTomlTable(table))
		}
		return items
	case []any:
		items := []any{}
		for _, item := range known {
			items = append(items, plainToml(item))
		}
		return items
	default:
		return node
	}
}

func newTomlTable(made int) *tomlTable {
	return &tomlTable{made: made, entries: map[string]any{}}
}

// close has what is written in one line take no more.
func (t *tomlTable) close() {
	t.made = tomlInline
	for _, node := range t.entries {
		if table, is := node.(*tomlTable); is {
			table.close()
		}
	}
}

func (r *tomlReader) whole() *tomlTable {
	root := newTomlTable(tomlByHeader)
	current := root
	for r.skip(tomlBreaks); r.at < len(r.text); r.skip(tomlBreaks) {
		switch {
		case r.takes("[["):
			current = r.header(root, "]]")
		case r.takes("["):
			current = r.header(root, "]")
		default:
			r.pair(current)
		}
		r.skip(tomlBlanks)
		if r.at < len(r.text) && r.text[r.at] != '\n' {
			panic(r.wrong("nothing more can stand here"))
		}
	}
	return root
}

func (r *tomlReader) header(root *tomlTable, end string) *tomlTable {
	keys := r.keys()
	if !r.takes(end) {
		panic(r.wrong(end + " is missing"))
	}
	table, last := root, keys[len(keys)-1]
	for _, key := range keys[:len(keys)-1] {
		if table.entries[key] == nil {
			table.entries[key] = newTomlTable(tomlPassing)
		}
		table = r.inside(table.entries[key], key)
	}
	own, found := newTomlTable(tomlByHeader), table.entries[last]
	if end == "]]" {
		if found == nil {
			found = &tomlTables{}
			table.entries[last] = found
		}
		tables, is := found.(*tomlTables)
		if !is {
			panic(r.wrong(last + " is there already"))
		}
		tables.items = append(tables.items, own)
		return own
	}
	if earlier, is := found.(*tomlTable); is && earlier.made == tomlPassing {
		earlier.made = tomlByHeader
		return earlier
	}
	if found != nil {
		panic(r.wrong(last + " is there already"))
	}
	table.entries[last] = own
	return own
}

// inside gives the table to go on in; of several the last.
func (r *tomlReader) inside(node any, key string) *tomlTable {
	if tables, is := node.(*tomlTables); is {
		node = tables.items[len(tables.items)-1]
	}
	if table, is := node.(*tomlTable); is && table.made != tomlInline {
		return table
	}
	panic(r.wrong(key + " takes no more"))
}

func (r *tomlReader) pair(into *tomlTable) {
	keys := r.keys()
	table, last := into, keys[len(keys)-1]
	for _, key := range keys[:len(keys)-1] {
		if table.entries[key] == nil {
			table.entries[key] = newTomlTable(tomlByDots)
		}
		next, is := table.entries[key].(*tomlTable)
		if !is || next.made == tomlByHeader || next.made == tomlInline {
			panic(r.wrong(key + " takes no more"))
		}
		table = next
	}
	if table.entries[last] != nil {
		panic(r.wrong(last + " is there already"))
	}
	if !r.takes("=") {
		panic(r.wrong("= is missing behind the key"))
	}
	r.skip(tomlBlanks)
	table.entries[last] = r.value()
}

func (r *tomlReader) keys() []string {
	keys := []string{}
	for {
		r.skip(tomlBlanks)
		if quote := r.sign(); quote == '"' || quote == '\'' {
			keys = append(keys, r.line(quote))
		} else {
			key := tomlBareKey.FindString(r.text[r.at:])
			if key == "" {
				panic(r.wrong("a key is missing"))
			}
			r.at += len(key)
			keys = append(keys, key)
		}
		r.skip(tomlBlanks)
		if !r.takes(".") {
			return keys
		}
	}
}

func (r *tomlReader) value() any {
	for _, quotes := range []string{`"""`, "'''"} {
		if r.takes(quotes) {
			return r.lines(quotes)
		}
	}
	quote := r.sign()
	switch {
	case quote == '"' || quote == '\'':
		return r.line(quote)
	case r.takes("["):
		return r.list()
	case r.takes("{"):
		return r.inline()
	default:
		return r.bare()
	}
}

func (r *tomlReader) list() []any {
	items := []any{}
	for {
		r.skip(tomlBreaks)
		if r.takes("]") {
			return items
		}
		items = append(items, r.value())
		r.skip(tomlBreaks)
		if r.takes("]") {
			return items
		}
		if !r.takes(",") {
			panic(r.wrong("] is missing"))
		}
	}
}

func (r *tomlReader) inline() *tomlTable {
	table := newTomlTable(tomlByDots)
	r.skip(tomlBlanks)
	for more := !r.takes("}"); more; {
		r.pair(table)
		r.skip(tomlBlanks)
		if more = r.takes(","); !more && !r.takes("}") {
			panic(r.wrong("} is missing"))
		}
	}
	table.close()
	return table
}

func (r *tomlReader) bare() any {
	if date := tomlDate.FindStringSubmatchIndex(r.text[r.at:]); date != nil {
		rest := r.text[r.at:]
		for at, layout := range []string{"2006-01-02", "15:04:05", "15:04:05"} {
			from, to := date[2+2*at], date[3+2*at]
			if from < 0 {
				continue
			}
			// There are seconds that are put in.
			if _, err := time.Parse(layout, strings.Replace(rest[from:to], ":60", ":59", 1)); err != nil {
				panic(r.wrong(rest[from:to] + " is no date or time"))
			}
		}
		end := date[1]
		if end > 0 && strings.ContainsAny(rest[end-1:end], " \t\n,]}#") {
			end--
		}
		r.at += end
		return rest[:end]
	}
	word := tomlWord.FindString(r.text[r.at:])
	if word == "" {
		panic(r.wrong("a value is missing"))
	}
	value := r.number(word)
	r.at += len(word)
	return value
}

func (r *tomlReader) number(word string) any {
	digits := strings.ReplaceAll(word, "_", "")
	switch {
	case word == "true" || word == "false":
		return word == "true"
	case tomlNoNumber.MatchString(word):
		panic(r.wrong("JSON has no " + word))
	case tomlWhole.MatchString(word) || tomlBased.MatchString(word):
		base := 10
		if tomlBased.MatchString(word) {
			base = 0
		}
		value, err := strconv.ParseInt(digits, base, 64)
		if err != nil {
			panic(r.wrong(word + " is too large"))
		}
		return value
	}
	value, err := strconv.ParseFloat(digits, 64)
	if err != nil || !tomlFloat.MatchString(word) || math.IsInf(value, 0) {
		panic(r.wrong(word + " is no value"))
	}
	return value
}

// line reads a text in one line.
func (r *tomlReader) line(quote byte) string {
	r.at++
	var text strings.Builder
	for {
		sign := r.sign()
		if sign == 0 || sign == '\n' {
			panic(r.wrong("a quote is not closed"))
		}
		r.at++
		switch {
		case sign == quote:
			return text.String()
		case sign == '\\' && quote == '"':
			text.WriteString(r.escaped())
		default:
			text.WriteByte(sign)
		}
	}
}

// lines reads a text of many lines; a break right behind the quotes is none of it.
func (r *tomlReader) lines(quotes string) string {
	start := r.at
	r.takes("\n")
	var text strings.Builder
	for !r.takes(quotes) {
		if r.at >= len(r.text) {
			r.at = start
			panic(r.wrong("quotes are not closed"))
		}
		sign := r.text[r.at]
		r.at++
		if sign != '\\' || quotes == "'''" {
			text.WriteByte(sign)
		} else if fold := tomlFold.FindString(r.text[r.at:]); fold != "" {
			r.at += len(fold)
		} else {
			text.WriteString(r.escaped())
		}
	}
	// Up to two more quotes belong to the text.
	for more := 0; more < 2 && r.takes(quotes[:1]); more++ {
		text.WriteString(quotes[:1])
	}
	return text.String()
}

// escaped gives what stands behind a backslash.
func (r *tomlReader) escaped() string {
	sign := r.sign()
	size := map[byte]int{'u': 4, 'U': 8}[sign]
	if size > 0 && r.at+1+size <= len(r.text) {
		code, err := strconv.ParseUint(r.text[r.at+1:r.at+1+size], 16, 32)
		if err == nil && code <= utf8.MaxRune && utf8.ValidRune(rune(code)) {
			r.at += 1 + size
			return string(rune(code))
		}
	}
	found, known := tomlEscapes[sign]
	if !known {
		panic(r.wrong(fmt.Sprintf("\\%c means nothing", sign)))
	}
	r.at++
	return found
}

// sign gives what comes next; 0 where nothing does.
func (r *tomlReader) sign() byte {
	if r.at < len(r.text) {
		return r.text[r.at]
	}
	return 0
}

func (r *tomlReader) takes(sign string) bool {
	if !strings.HasPrefix(r.text[r.at:], sign) {
		return false
	}
	r.at += len(sign)
	return true
}

func (r *tomlReader) skip(blanks *regexp.Regexp) {
	r.at += len(blanks.FindString(r.text[r.at:]))
}

func (r *tomlReader) wrong(why string) tomlError {
	return tomlError{line: strings.Count(r.text[:r.at], "\n") + 1, why: why}
}

// tomlBlocks has the plain values first: what stands behind a header belongs to it.
func tomlBlocks(value map[string]any, path []string, header string) ([]string, error) {
	plain, further := []string{}, []string{}
	for _, name := range sortedTomlKeys(value) {
		_, isObject := value[name].(map[string]any)
		if isObject || tomlObjects(value[name]) != nil {
			further = append(further, name)
			continue
		}
		text, err := tomlText(value[name])
		if err != nil {
			return nil, err
		}
		plain = append(plain, tomlKey(name)+" = "+text)
	}
	blocks := []string{}
	// A header of nothing but further tables is theirs already.
	if header != "" && (len(plain) > 0 || len(further) == 0 || strings.HasPrefix(header, "[[")) {
		plain = append([]string{header}, plain...)
	}
	if len(plain) > 0 {
		blocks = append(blocks, strings.Join(plain, "\n"))
	}
	for _, name := range further {
		own := append(append([]string{}, path...), tomlKey(name))
		form, tables := "[[%s]]", tomlObjects(value[name])
		if object, is := value[name].(map[string]any); is {
			form, tables = "[%s]", []map[string]any{object}
		}
		for _, table := range tables {
			inner, err := tomlBlocks(table, own, fmt.Sprintf(form, strings.Join(own, ".")))
			if err != nil {
				return nil, err
			}
			blocks = append(blocks, inner...)
		}
	}
	return blocks, nil
}

// tomlObjects gives the objects of a list of nothing else; nil where it is none.
func tomlObjects(value any) []map[string]any {
	items, _ := value.([]any)
	var objects []map[string]any
	for _, item := range items {
		object, is := item.(map[string]any)
		if !is {
			return nil
		}
		objects = append(objects, object)
	}
	return objects
}

func sortedTomlKeys(value map[string]any) []string {
	names := make([]string, 0, len(value))
	for name := range value {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func tomlKey(name string) string {
	if tomlBareKey.FindString(name) == name && name != "" {
		return name
	}
	return tomlQuoted(name)
}

func tomlQuoted(text string) string {
	var quoted strings.Builder
	encoder := json.NewEncoder(&quoted)
	encoder.SetEscapeHTML(false)
	// A text can always be written.
	_ = encoder.Encode(text)
	return strings.ReplaceAll(strings.TrimSuffix(quoted.String(), "\n"), "\x7f", `\u007f`)
}

func tomlText(value any) (string, error) {
	switch known := value.(type) {
	case nil:
		return "", errors.New("TOML has no null")
	case string:
		return tomlQuoted(known), nil
	case json.Number:
		text := known.String()
		if _, err := known.Int64(); err != nil && !strings.ContainsAny(text, ".eE") {
			// Too large for a whole number.
			text += "e0"
		}
		return text, nil
	case []any:
		items := []string{}
		for _, item := range known {
			text, err := tomlText(item)
			if err != nil {
				return "", err
			}
			items = append(items, text)
		}
		return "[" + strings.Join(items, ", ") + "]", nil
	case map[string]any:
		items := []string{}
		for _, name := range sortedTomlKeys(known) {
			text, err := tomlText(known[name])
			if err != nil {
				return "", err
			}
			items = append(items, tomlKey(name)+" = "+text)
		}
		if len(items) == 0 {
			return "{}", nil
		}
		return "{ " + strings.Join(items, ", ") + " }", nil
	default:
		return fmt.Sprint(known), nil
	}
}
