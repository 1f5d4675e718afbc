//! Names in free text, where a policy asks for them.

use super::*;

const LINES: &str = "{\"text\":\"Yesterday Maria Gonzales called from Chicago, write to maria@example.com.\"}\n\
                     {\"customer_name\":\"Thomas Richardson\",\"note\":\"On Monday he asked for a refund.\"}\n";

fn room(policy: &str) -> Room {
    Room::new()
        .with("policy.toml", format!("version = 1\n{policy}"))
        .with("in.jsonl", LINES)
}

fn scrubbed(room: &Room) -> String {
    let scrub = ["scrub", "in.jsonl", "--out", "out.jsonl", "--policy"];
    room.run(&[&scrub[..], &["policy.toml", "--quiet"]].concat())
        .exits(0);
    room.read("out.jsonl")
}

#[test]
fn a_policy_says_which_names_are_replaced() {
    let mail = LINES.replace("maria@example.com", "<EMAIL_ADDRESS>");
    let persons = mail
        .replace("Maria Gonzales", "<PERSON>")
        .replace("Thomas Richardson", "<PERSON>");
    for (policy, expected) in [
        ("", &mail),
        ("names = \"off\"\n", &mail),
        ("[entities.PERSON]\nenabled = true\n", &persons),
        (
            "names = \"precision\"\n[entities.LOCATION]\nenabled = false\n",
            &persons,
        ),
        (
            "names = \"balanced\"\n",
            &persons.replace("Chicago", "<LOCATION>"),
        ),
    ] {
        assert_eq!(&scrubbed(&room(policy)), expected, "{policy}");
    }
}

/// What a policy lists is found whether or not a model is asked, and turns no model on.
#[test]
fn persons_that_a_policy_names_are_found_without_a_model() {
    let room = room(
        "[[deny]]\nentity = \"PERSON\"\nterms = [\"maria gonzales\"]\n\
         [[recognizer]]\nid = \"days\"\nentity = \"LOCATION\"\nregex = \"Monday\"\n\
         [[fields]]\npath = \"note\"\nentities.PERSON = { transform = \"redact\" }\n",
    );
    room.run(&["policy", "check", "policy.toml"]).exits(0);
    let expected = LINES
        .replace("Maria Gonzales", "<PERSON>")
        .replace("maria@example.com", "<EMAIL_ADDRESS>")
        .replace("Monday", "<LOCATION>");
    assert_eq!(scrubbed(&room), expected);
}

/// Names are told by the words around them, which a scrub replaces: what is left is what has a form.
#[test]
fn a_verified_output_is_not_searched_for_names_again() {
    let room = room("names = \"recall\"\n");
    scrubbed(&room);
    let verify = ["verify", "out.jsonl", "--policy", "policy.toml"];
    room.run(&verify).exits(0);
    let forged = room
        .read("out.jsonl")
        .replace("<EMAIL_ADDRESS>", "maria@example.com");
    room.write("out.jsonl", forged);
    let ran = room.run(&verify).exits(1);
    ran.says(&["left: 1 EMAIL_ADDRESS"]);
}

#[test]
fn a_word_that_is_no_bias_is_refused() {
    let ran = room("names = \"most\"\n").run(&["policy", "check", "policy.toml"]);
    ran.exits(1)
        .says(&["policy.toml:2", "`most`", "`balanced`"]);
}

/// Each text is read by the model of its language, or by the one that a policy names.
#[test]
fn the_language_of_a_text_says_which_model_reads_it() {
    const TEXTS: &str = "{\"text\":\"Sehr geehrte Frau Krüger, vielen Dank für Ihre Nachricht und die Unterlagen.\"}\n\
                         {\"text\":\"Hola, me llamo Lucía Ortega y tengo una pregunta sobre mi pedido.\"}\n\
                         {\"text\":\"My name is Thomas Richardson and I have a question.\"}\n";
    let names = ["Krüger", "Lucía Ortega", "Thomas Richardson"];
    let all = names.iter().fold(TEXTS.to_owned(), |text, name| {
        text.replace(name, "<PERSON>")
    });
    let policy = "[entities.PERSON]\nenabled = true\n";
    let room = room(policy).with("in.jsonl", TEXTS);
    assert_eq!(scrubbed(&room), all);
    // German in German eyes is no English.
    let english = format!("version = 1\nnames_languages = [\"en\"]\n{policy}");
    room.write("policy.toml", english);
    let found = scrubbed(&room);
    assert!(found.contains("My name is <PERSON>"), "{found}");
}
