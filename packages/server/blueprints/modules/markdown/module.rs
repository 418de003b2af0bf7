//! Markdown as HTML that is safe to show.

/// A heading of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: usize,
    /// Its text, without marks.
    pub text: String,
}

/// So deep lists and quotes may stand in each other; what is deeper is read as text.
const DEEPEST: usize = 50;

/// Turns Markdown into HTML; HTML in the source is shown as text.
pub fn markdown_to_html(markdown: &str) -> String {
    let lines: Vec<&str> = markdown.lines().collect();
    blocks(&lines, 0)
}

/// Lists the headings of a text.
pub fn list_headings(markdown: &str) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut in_code = false;
    for line in markdown.lines() {
        in_code ^= line.starts_with("```");
        if let Some((level, text)) = heading(line).filter(|_| !in_code) {
            let text = text.replace(['*', '_', '`'], "");
            headings.push(Heading { level, text });
        }
    }
    headings
}

fn blocks(lines: &[&str], depth: usize) -> String {
    let mut html = String::new();
    let mut at = 0;
    while at < lines.len() {
        let (block, next) = read_block(lines, at, depth);
        html.push_str(&block);
        at = next;
    }
    html
}

/// The HTML of the block that starts at a line, and the line behind it.
fn read_block(lines: &[&str], at: usize, depth: usize) -> (String, usize) {
    let line = lines[at];
    if line.trim().is_empty() {
        return (String::new(), at + 1);
    }
    if let Some((level, text)) = heading(line) {
        return (format!("<h{level}>{}</h{level}>\n", inline(text)), at + 1);
    }
    if line.starts_with("```") {
        return code_block(lines, at);
    }
    if is_rule(line) {
        return ("<hr>\n".to_string(), at + 1);
    }
    if depth < DEEPEST {
        if quoted(line).is_some() {
            let inner: Vec<&str> = lines[at..].iter().map_while(|line| quoted(line)).collect();
            let body = blocks(&inner, depth + 1);
            return (
                format!("<blockquote>\n{body}</blockquote>\n"),
                at + inner.len(),
            );
        }
        if item(line).is_some() {
            return list(lines, at, depth);
        }
    }
    if line.contains('|') && lines.get(at + 1).map_or(false, |rule| is_table_rule(rule)) {
        return table(lines, at);
    }
    let more = lines[at + 1..].iter();
    let count = 1 + more
        .take_while(|line| !line.trim().is_empty() && !starts_block(line))
        .count();
    let text: Vec<&str> = lines[at..at + count]
        .iter()
        .map(|line| line.trim())
        .collect();
    (format!("<p>{}</p>\n", inline(&text.join("\n"))), at + count)
}

fn starts_block(line: &str) -> bool {
    let is_mark = line.starts_with("```") || is_rule(line);
    is_mark || heading(line).is_some() || quoted(line).is_some() || item(line).is_some()
}

/// The level and the text of `## A heading ##`.
fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let is_apart = text.starts_with(char::is_whitespace);
    let text = text.trim().trim_end_matches('#').trim_end();
    ((1..=6).contains(&level) && is_apart).then_some((level, text))
}

/// Three or more of the same sign, with blanks between them or not.
fn is_rule(line: &str) -> bool {
    let plain: String = line.chars().filter(|char| !char.is_whitespace()).collect();
    let is_of = |sign: char| plain.len() >= 3 && plain.chars().all(|char| char == sign);
    is_of('-') || is_of('*') || is_of('_')
}

fn quoted(line: &str) -> Option<&str> {
    let text = line.trim_start().strip_prefix('>')?;
    Some(text.strip_prefix(' ').unwrap_or(text))
}

struct Item<'a> {
    indent: usize,
    is_counted: bool,
    text: &'a str,
}

/// `- a`, `* a`, `+ a`, `1. a` and `1) a`.
fn item(line: &str) -> Option<Item<'_>> {
    let marked = line.trim_start();
    let digits = marked.len()
        - marked
            .trim_start_matches(|char: char| char.is_ascii_digit())
            .len();
    let signs: &[char] = if digits > 0 {
        &['.', ')']
    } else {
        &['-', '*', '+']
    };
    let text = marked[digits..].strip_prefix(signs)?;
    text.starts_with(char::is_whitespace).then(|| Item {
        indent: line.len() - marked.len(),
        is_counted: digits > 0,
        text: text.trim(),
    })
}

fn list(lines: &[&str], at: usize, depth: usize) -> (String, usize) {
    let first = item(lines[at]);
    let indent = first.as_ref().map_or(0, |item| item.indent);
    let tag = if first.map_or(false, |item| item.is_counted) {
        "ol"
    } else {
        "ul"
    };
    let mut html = format!("<{tag}>\n");
    let mut next = at;
    while let Some(item) = lines
        .get(next)
        .and_then(|line| item(line))
        .filter(|item| item.indent == indent)
    {
        let rest = &lines[next + 1..];
        let count = rest
            .iter()
            .take_while(|line| is_deeper(line, indent))
            .count();
        html.push_str("<li>");
        html.push_str(&inline(item.text));
        if count > 0 {
            html.push('\n');
            html.push_str(&blocks(&rest[..count], depth + 1));
        }
        html.push_str("</li>\n");
        next += 1 + count;
    }
    (format!("{html}</{tag}>\n"), next)
}

fn is_deeper(line: &str, indent: usize) -> bool {
    !line.trim().is_empty() && line.len() - line.trim_start().len() > indent
}

fn code_block(lines: &[&str], at: usize) -> (String, usize) {
    let language = lines[at][3..].trim();
    let rest = lines[at + 1..].iter();
    let code: Vec<&str> = rest
        .take_while(|line| !line.starts_with("```"))
        .copied()
        .collect();
    let name = if language.is_empty() {
        String::new()
    } else {
        format!(" class=\"language-{}\"", escape(language))
    };
    let body: String = code.iter().map(|line| escape(line) + "\n").collect();
    (
        format!("<pre><code{name}>{body}</code></pre>\n"),
        at + code.len() + 2,
    )
}

/// `| --- | :---: |` with at least one dash in each cell.
fn is_table_rule(line: &str) -> bool {
    let is_cell = |cell: &&str| {
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.chars().all(|char| char == '-')
    };
    cells(line).iter().all(is_cell)
}

fn table(lines: &[&str], at: usize) -> (String, usize) {
    let rows = lines[at..]
        .iter()
        .take_while(|line| line.contains('|'))
        .count()
        .max(2);
    let styles: Vec<&str> = cells(lines[at + 1]).into_iter().map(alignment).collect();
    let row = |line: &str, tag: &str| {
        let written = cells(line).into_iter().enumerate().map(|(place, cell)| {
            let style = styles.get(place).copied().unwrap_or_default();
            format!("<{tag}{style}>{}</{tag}>", inline(cell))
        });
        format!("<tr>{}</tr>\n", written.collect::<String>())
    };
    let head = row(lines[at], "th");
    let body: String = lines[at + 2..at + rows]
        .iter()
        .map(|line| row(line, "td"))
        .collect();
    let html = format!("<table>\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>\n");
    (html, at + rows)
}

fn cells(line: &str) -> Vec<&str> {
    let plain = line.trim();
    let plain = plain.strip_prefix('|').unwrap_or(plain);
    let plain = plain.strip_suffix('|').unwrap_or(plain);
    plain.split('|').map(str::trim).collect()
}

fn alignment(rule: &str) -> &'static str {
    match (rule.starts_with(':'), rule.ends_with(':')) {
        (true, true) => " style=\"text-align: center\"",
        (false, true) => " style=\"text-align: right\"",
        (_, false) => "",
    }
}

/// Marks, each with its element; those of two signs first.
const MARKS: [(&str, &str); 5] = [
    ("**", "strong"),
    ("__", "strong"),
    ("~~", "del"),
    ("*", "em"),
    ("_", "em"),
];

/// Text with code, links, images and emphasis.
fn inline(text: &str) -> String {
    let mut html = String::new();
    let mut before = ' ';
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let read = code(rest)
            .or_else(|| link(rest))
            .or_else(|| emphasis(rest, before));
        let (piece, length) =
            read.unwrap_or_else(|| (escape(&rest[..char.len_utf8()]), char.len_utf8()));
        html.push_str(&piece);
        before = rest[..length].chars().next_back().unwrap_or(' ');
        rest = &rest[length..];
    }
    html
}

/// The HTML of what stands in front, and how long it is in the text.
type Read = Option<(String, usize)>;

fn code(text: &str) -> Read {
    let inner = text.strip_prefix('`')?;
    let end = inner.find('`').filter(|end| *end > 0)?;
    Some((format!("<code>{}</code>", escape(&inner[..end])), end + 2))
}

/// `[label](address)`, and `![label](address)` for an image; brackets in an address come in pairs.
fn link(text: &str) -> Read {
    let after = text.strip_prefix('!').unwrap_or(text);
    let (label, rest) = after.strip_prefix('[')?.split_once("](")?;
    if label.contains(']') {
        return None;
    }
    let mut open = 1;
    let end = rest.find(|char: char| {
        open += i32::from(char == '(') - i32::from(char == ')');
        open == 0 || char.is_whitespace()
    });
    let end = end.filter(|end| rest[*end..].starts_with(')'))?;
    let address = &rest[..end];
    let length = text.len() - rest.len() + end + 1;
    let html = match (text.starts_with('!'), is_safe(address)) {
        (true, true) => format!(
            "<img src=\"{}\" alt=\"{}\">",
            escape(address),
            escape(label)
        ),
        (true, false) => escape(label),
        (false, true) => format!("<a href=\"{}\">{}</a>", escape(address), inline(label)),
        (false, false) => inline(label),
    };
    Some((html, length))
}

/// Addresses of other kinds, such as `javascript:`, could run something.
fn is_safe(address: &str) -> bool {
    let scheme = address
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.map_or(true, |scheme| {
        matches!(scheme.as_str(), "http" | "https" | "mailto")
    })
}

/// Marks stand at words without a blank between; those of underscores not inside of words.
fn emphasis(text: &str, before: char) -> Read {
    for (mark, tag) in MARKS {
        let inner = match text.strip_prefix(mark) {
            Some(inner) if !inner.starts_with(char::is_whitespace) => inner,
            _ => continue,
        };
        let is_word = mark.starts_with('_');
        if is_word && before.is_alphanumeric() {
            continue;
        }
        let closes = |end: &usize| {
            let after = inner[end + mark.len()..].chars().next();
            let is_inside = is_word && after.map_or(false, char::is_alphanumeric);
            *end > 0 && !inner[..*end].ends_with(char::is_whitespace) && !is_inside
        };
        let end = inner.match_indices(mark).map(|(end, _)| end).find(closes);
        if let Some(end) = end {
            let html = format!("<{tag}>{}</{tag}>", inline(&inner[..end]));
            return Some((html, end + 2 * mark.len()));
        }
    }
    None
}

fn escape(text: &str) -> String {
    let mut html = String::new();
    for char in text.chars() {
        match char {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_inside_of_words_code_and_addresses_are_text() {
        let html =
            markdown_to_html("a_b_c `**x**` [_](http://a/b_c_d_(e)) 2 * 3 * 4 **bold *both* end**");
        let expected =
            "<p>a_b_c <code>**x**</code> <a href=\"http://a/b_c_d_(e)\">_</a> 2 * 3 * 4 \
            <strong>bold <em>both</em> end</strong></p>\n";
        assert_eq!(html, expected);
    }

    #[test]
    fn nothing_of_the_source_becomes_an_element_or_an_attribute() {
        let hostile = [
            "<b onclick=x>",
            "[a](JavaScript:alert(1))",
            "![a](x\"onerror=alert(1))",
            "```\"><script>",
            "[a](data:text/html,<script>)",
        ];
        for text in hostile {
            let html = markdown_to_html(text).to_lowercase();
            assert!(
                !html.contains("<script") && !html.contains("<b ") && !html.contains("javascript:"),
                "{html}"
            );
            assert!(!html.contains("\"onerror"), "{html}");
        }
    }

    #[test]
    fn what_is_nested_without_end_is_read_all_the_same() {
        assert!(markdown_to_html(&">".repeat(10_000)).contains("&gt;"));
    }
}
