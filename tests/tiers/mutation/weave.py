"""Weaves all mutants that cargo-mutants lists into one copy of the source, each asleep until its
number is woken by the environment: the program is then built once and not once for each mutant."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import tree_sitter_rust
from tree_sitter import Language, Parser

PARSER = Parser(Language(tree_sitter_rust.language()))
ON = "crate::mutant::is({})"

# Awake or asleep, and which mutants a test came past: a line each, the first time in each process.
MODULE = """
#[doc(hidden)]
pub mod mutant {
    use std::io::Write as _;
    use std::sync::atomic::{AtomicU8, Ordering};
    const AWAKE: u8 = 2;
    static STATE: [AtomicU8; COUNT] = [const { AtomicU8::new(0) }; COUNT];
    #[inline]
    pub fn is(number: usize) -> bool {
        match STATE[number].load(Ordering::Relaxed) {
            0 => first(number),
            state => state == AWAKE,
        }
    }
    #[cold]
    fn first(number: usize) -> bool {
        let awake = std::env::var("MUTANT").is_ok_and(|woken| woken == number.to_string());
        STATE[number].store(if awake { AWAKE } else { 1 }, Ordering::Relaxed);
        if let Some(path) = std::env::var_os("MUTANTS_PASSED") {
            let file = std::fs::OpenOptions::new().append(true).create(true).open(path);
            let _ = file.and_then(|mut file| file.write_all(format!("{number}\\n").as_bytes()));
        }
        awake
    }
}
"""


@dataclass
class File:
    """One source file and the mutants in it."""

    text: bytes
    starts: list = field(init=False)
    tree: object = field(init=False)

    def __post_init__(self):
        self.starts = [0] + [at + 1 for at, byte in enumerate(self.text) if byte == 10]
        self.tree = PARSER.parse(self.text).root_node

    def at(self, place):
        """The byte of a line and a column that count characters from one."""
        start = self.starts[place["line"] - 1]
        line = self.text[start:].split(b"\n", 1)[0].decode()
        return start + len(line[: place["column"] - 1].encode())

    def node(self, at, kinds):
        """The smallest node of one of the kinds around a byte."""
        node = self.tree.descendant_for_byte_range(at, at + 1)
        while node and node.type not in kinds:
            node = node.parent
        return node

    def slice(self, node):
        return self.text[node.start_byte : node.end_byte].decode()


def has_let(node):
    """Whether a condition binds names: it cannot be put in parentheses then."""
    if node.type in ("let_condition", "let_chain"):
        return True
    return node.type not in ("closure_expression", "block") and any(map(has_let, node.children))


def wrap(file, mutant):
    """Where a mutant is woven in: start, end, the order among those of the same place, and what
    becomes of the text there. Nothing where it cannot be."""
    start, end = file.at(mutant["span"]["start"]), file.at(mutant["span"]["end"])
    on = ON.format(mutant["number"])
    new = mutant["replacement"]
    genre = mutant["genre"]
    if genre == "FnValue":
        return start, start, 0, lambda old: f"if {on} {{ return {new}; }} {old}"
    if genre == "BinaryOperator":
        node = file.node(start, ("binary_expression", "compound_assignment_expr"))
        operator = node and node.child_by_field_name("operator")
        if not operator or operator.start_byte != start:
            return None
        head = file.text[node.start_byte : start].decode()
        tail = file.text[end : node.end_byte].decode()
        other = f"{head}{new}{tail}"
        return node.start_byte, node.end_byte, 1, lambda old: f"(if {on} {{ {other} }} else {{ {old} }})"
    if genre == "UnaryOperator":
        node = file.node(start, ("unary_expression",))
        if not node or node.start_byte != start:
            return None
        other = file.text[end : node.end_byte].decode()
        return node.start_byte, node.end_byte, 1, lambda old: f"(if {on} {{ {other} }} else {{ {old} }})"
    if genre == "MatchArmGuard":
        node = file.node(start, ("match_pattern",))
        condition = node and node.child_by_field_name("condition")
        if not condition or has_let(condition):
            return None
        return start, end, 2, lambda old: f"(if {on} {{ {new} }} else {{ {old} }})"
    if genre == "MatchArm":
        arm = file.node(start, ("match_arm",))
        pattern = arm and arm.child_by_field_name("pattern")
        condition = pattern and pattern.child_by_field_name("condition")
        if not pattern or (condition and has_let(condition)):
            return None
        if condition:
            return condition.start_byte, condition.end_byte, 3, lambda old: f"!{on} && ({old})"
        return pattern.end_byte, pattern.end_byte, 3, lambda _: f" if !{on}"
    if genre == "StructField":
        one = file.node(start, ("field_initializer", "shorthand_field_initializer"))
        whole = file.node(start, ("struct_expression",))
        base = next((n for n in whole.child_by_field_name("body").children if n.type == "base_field_initializer"), None)
        if not one or not base:
            return None
        rest = file.slice(base)[2:]
        if rest == "Default::default()":
            rest = f"<{file.slice(whole.child_by_field_name('name'))} as Default>::default()"
        if one.type == "shorthand_field_initializer":
            name = file.slice(one)
            return one.start_byte, one.end_byte, 1, lambda old: f"{name}: if {on} {{ ({rest}).{name} }} else {{ {old} }}"
        name = file.slice(one.child_by_field_name("field"))
        value = one.child_by_field_name("value")
        return value.start_byte, value.end_byte, 1, lambda old: f"(if {on} {{ ({rest}).{name} }} else {{ {old} }})"
    raise ValueError(f"a kind of mutant that is not known: {genre}")


def woven(text, mutants):
    """The source of one file with its mutants in it, and the numbers of those that could not be."""
    file = File(text)
    wraps, left = [], []
    for mutant in mutants:
        place = wrap(file, mutant)
        if place:
            wraps.append((*place, mutant["number"]))
        else:
            left.append(mutant["number"])
    # Outer ones first; of the same place, those that go around the others first.
    wraps.sort(key=lambda one: (one[0], -one[1], -one[2], one[4]))

    def render(start, end, inside):
        out, at, index = [], start, 0
        while index < len(inside):
            begin, stop, _, change, _ = inside[index]
            later = index + 1
            while later < len(inside) and inside[later][0] < max(stop, begin + 1) and inside[later][1] <= stop:
                later += 1
            out.append(text[at:begin].decode())
            out.append(change(render(begin, stop, inside[index + 1 : later])))
            at, index = stop, later
        out.append(text[at:end].decode())
        return "".join(out)

    return render(0, len(text), wraps), left


def put(path, content):
    """Writes a file, unless it holds this already: what is not touched is not built again."""
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def weave(tree, mutants, sources):
    """Writes the files of a copy of the project that have mutants in them; gives the numbers of those
    that could not be woven in."""
    left = []
    for name in sorted({mutant["file"] for mutant in mutants}):
        here = [mutant for mutant in mutants if mutant["file"] == name and not mutant.get("left")]
        text, missing = woven(sources[name], here)
        put(Path(tree) / name, text.encode())
        left += missing
    return left


def blamed(text, start, end):
    """The mutants that an error of the compiler at these bytes of a woven file belongs to."""
    marks = [(m.start(), int(m.group(1))) for m in re.finditer(rb"crate::mutant::is\((\d+)\)", text)]
    inside = [number for at, number in marks if start <= at < end]
    before = [number for at, number in marks if at < start]
    return inside or before[-1:]
