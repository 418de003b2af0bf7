package template

import (
	"encoding/json"
	"fmt"
	"html"
	"regexp"
	"strings"
)

var templateTag = regexp.MustCompile(`\{\{\s*([#^]?)\s*([\w.-]+)\s*\}\}`)

// RenderTemplateOptions says how RenderTemplate writes.
type RenderTemplateOptions struct {
	// HTML writes <, > and & of values so that HTML shows them.
	HTML bool
}

// RenderTemplate fills the places {{name}} of a template with values. {{#name}}…{{/name}} repeats for each item of a list
// or shows when the value is true, {{^name}}…{{/name}} when it is false or empty; inside, a dot is the item itself.
func RenderTemplate(template string, values any, options ...func(*RenderTemplateOptions)) (string, error) {
	o := RenderTemplateOptions{}
	for _, set := range options {
		set(&o)
	}
	return renderScope(template, []any{values}, o)
}

func renderScope(template string, scope []any, o RenderTemplateOptions) (string, error) {
	var text strings.Builder
	rest := template
	for {
		tag := templateTag.FindStringSubmatchIndex(rest)
		if tag == nil {
			text.WriteString(rest)
			return text.String(), nil
		}
		kind, name := rest[tag[2]:tag[3]], rest[tag[4]:tag[5]]
		text.WriteString(rest[:tag[0]])
		rest = rest[tag[1]:]
		value, found := lookUp(name, scope)
		if kind == "" {
			written, err := writtenValue(value, found, name, o)
			if err != nil {
				return "", err
			}
			text.WriteString(written)
			continue
		}
		inner, behind, err := sectionOf(rest, name)
		if err != nil {
			return "", err
		}
		rest = behind
		for _, item := range sectionItems(value, found, kind == "^") {
			part, err := renderScope(inner, append(append([]any{}, scope...), item), o)
			if err != nil {
				return "", err
			}
			text.WriteString(part)
		}
	}
}

// sectionOf gives what stands in a section, and what follows its end.
func sectionOf(text, name string) (inner, behind string, err error) {
	marks := regexp.MustCompile(`\{\{\s*([#^/])\s*` + regexp.QuoteMeta(name) + `\s*\}\}`)
	depth := 1
	for _, mark := range marks.FindAllStringSubmatchIndex(text, -1) {
		if text[mark[2]] == '/' {
			depth--
		} else {
			depth++
		}
		if depth == 0 {
			return text[:mark[0]], text[mark[1]:], nil
		}
	}
	return "", "", fmt.Errorf("the section %s is never closed", name)
}

// sectionItems gives the items that a section is shown for.
func sectionItems(value any, found, inverted bool) []any {
	items, isList := value.([]any)
	if !isList && found && value != nil && value != false && value != "" {
		items = []any{value}
	}
	if !inverted {
		return items
	}
	if len(items) > 0 {
		return nil
	}
	return []any{nil}
}

func lookUp(name string, scope []any) (value any, found bool) {
	if name == "." {
		return scope[len(scope)-1], true
	}
	for at := len(scope) - 1; at >= 0; at-- {
		value, found = scope[at], true
		for _, part := range strings.Split(name, ".") {
			var fields map[string]any
			if fields, found = value.(map[string]any); found {
				value, found = fields[part]
			}
			if !found {
				break
			}
		}
		if found {
			return value, true
		}
	}
	return nil, false
}

func writtenValue(value any, found bool, name string, o RenderTemplateOptions) (string, error) {
	if !found {
		return "", fmt.Errorf("there is no value for %s", name)
	}
	if value == nil {
		return "", nil
	}
	text, isText := value.(string)
	if !isText {
		written, err := json.Marshal(value)
		if err != nil {
			return "", err
		}
		text = string(written)
	}
	if o.HTML {
		return html.EscapeString(text), nil
	}
	return text, nil
}
