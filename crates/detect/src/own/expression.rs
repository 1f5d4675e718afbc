//! From the text of a regular expression to what it means, and what is refused.

use regex_syntax::{
    ast::{
        self, Ast, ClassAscii, ClassAsciiKind, ClassBracketed, ClassPerl, ClassPerlKind, ClassSet,
        ClassSetItem, Flag, Flags, FlagsItem, FlagsItemKind, Group, GroupKind,
    },
    hir::{self, Hir, Look, translate::TranslatorBuilder},
};

use super::Pattern;

/// Groups within groups, as deep as anybody writes them.
const MAX_NESTING: u32 = 50;

/// What a pattern matches; the error says why it is refused.
pub(super) fn parse(pattern: &Pattern) -> Result<Hir, String> {
    let mut ast = ast::parse::ParserBuilder::new()
        .nest_limit(MAX_NESTING)
        .build()
        .parse(&pattern.regex)
        .map_err(|error| refused(error.kind(), error.span()))?;
    make_ascii(&mut ast);
    let hir = TranslatorBuilder::new()
        .build()
        .translate(&pattern.regex, &ast)
        .map_err(|error| refused(error.kind(), error.span()))?;
    check(&hir)?;
    Ok(if pattern.word {
        let edge = |look| Hir::look(look);
        Hir::concat(vec![
            edge(Look::WordStartHalfAscii),
            hir,
            edge(Look::WordEndHalfAscii),
        ])
    } else {
        hir
    })
}

fn refused(why: impl std::fmt::Display, span: &ast::Span) -> String {
    let ast::Position { line, column, .. } = span.start;
    let line = if line > 1 {
        format!("line {line}, ")
    } else {
        String::new()
    };
    format!("the regular expression does not parse at {line}character {column}: {why}")
}

/// Refuses what matches the empty text or nothing that a value may be.
fn check(hir: &Hir) -> Result<(), String> {
    let wrong = match hir.properties().minimum_len() {
        None => "the regular expression matches nothing",
        Some(0) => "the regular expression matches the empty text; let it ask for a character",
        Some(least) if least > Pattern::MAX_BYTES => {
            "the regular expression matches only what has more than 1,024 bytes"
        }
        Some(_) => return Ok(()),
    };
    Err(wrong.to_owned())
}

/// Makes `\d`, `\s`, `\w` and `\b` those of ASCII. As deep as groups are nested.
fn make_ascii(ast: &mut Ast) {
    match ast {
        Ast::ClassPerl(class) => {
            let span = class.span;
            let kind = ClassSet::Item(ClassSetItem::Ascii(ascii(class)));
            *ast = Ast::class_bracketed(ClassBracketed {
                span,
                negated: false,
                kind,
            });
        }
        Ast::ClassBracketed(class) => make_set_ascii(&mut class.kind),
        Ast::Assertion(assertion) => {
            let span = assertion.span;
            let flag = |kind| FlagsItem { span, kind };
            let items = vec![
                flag(FlagsItemKind::Negation),
                flag(FlagsItemKind::Flag(Flag::Unicode)),
            ];
            *ast = Ast::group(Group {
                span,
                kind: GroupKind::NonCapturing(Flags { span, items }),
                ast: Box::new(Ast::Assertion(assertion.clone())),
            });
        }
        Ast::Repetition(repetition) => make_ascii(&mut repetition.ast),
        Ast::Group(group) => make_ascii(&mut group.ast),
        Ast::Alternation(all) => all.asts.iter_mut().for_each(make_ascii),
        Ast::Concat(all) => all.asts.iter_mut().for_each(make_ascii),
        Ast::Empty(_) | Ast::Flags(_) | Ast::Literal(_) | Ast::Dot(_) | Ast::ClassUnicode(_) => {}
    }
}

fn make_set_ascii(set: &mut ClassSet) {
    match set {
        ClassSet::Item(item) => make_item_ascii(item),
        ClassSet::BinaryOp(operation) => {
            make_set_ascii(&mut operation.lhs);
            make_set_ascii(&mut operation.rhs);
        }
    }
}

fn make_item_ascii(item: &mut ClassSetItem) {
    match item {
        ClassSetItem::Perl(class) => *item = ClassSetItem::Ascii(ascii(class)),
        ClassSetItem::Bracketed(class) => make_set_ascii(&mut class.kind),
        ClassSetItem::Union(union) => union.items.iter_mut().for_each(make_item_ascii),
        _ => {}
    }
}

fn ascii(class: &ClassPerl) -> ClassAscii {
    ClassAscii {
        span: class.span,
        kind: match class.kind {
            ClassPerlKind::Digit => ClassAsciiKind::Digit,
            ClassPerlKind::Space => ClassAsciiKind::Space,
            ClassPerlKind::Word => ClassAsciiKind::Word,
        },
        negated: class.negated,
    }
}

/// The name of the group that limits a value to a part of the match.
const VALUE: &str = "value";

/// The index of the group that limits the value.
pub(super) fn value_group(hir: &Hir) -> Option<u32> {
    match hir.kind() {
        hir::HirKind::Capture(capture) if capture.name.as_deref() == Some(VALUE) => {
            Some(capture.index)
        }
        hir::HirKind::Capture(capture) => value_group(&capture.sub),
        hir::HirKind::Repetition(repetition) => value_group(&repetition.sub),
        hir::HirKind::Concat(all) | hir::HirKind::Alternation(all) => {
            all.iter().find_map(value_group)
        }
        _ => None,
    }
}
