//! Japanese: no blanks between words, none beside a value either.

use super::Lexicon;
use crate::{text::filler::Words, value::date::Day};

pub(super) const LEXICON: Lexicon = Lexicon {
    prompts: &[
        "あなたは親切なアシスタントです。短く答えてください。",
        "あなたは銀行の窓口でお客様を手伝います。",
    ],
    patterns: &[
        "<n>が<d><v>ので、<m>で待っています。",
        "<n>と<n>のどちらが<a>と思いますか。",
        "昨日から<n>が<v>のですが、原因が分かりません。",
        "<m>には<n>が<#>個あります。",
        "バージョン<.>にしたところ、<n>が元に戻りました。",
        "ご連絡ありがとうございます。<n>は<#>日以内に届く予定です。",
        "<n>は<a>と思いますが、<n>も悪くありません。",
        "<#>ページの<n>を読んでから、<m>に来てください。",
        "もし<n>が<v>なら、<m>で確認しましょう。",
        "この<n>は<d><a>と言う人もいます。",
        "「<n>は<m>に置いてください」と書いてありました。",
        "<n>の値段は<#>円ですが、<n>はもっと高いです。",
        "まず<n>を開いて、それから<n>を選びます。",
        "<m>の<n>を直すのに<#>時間かかりました。",
    ],
    words: Words {
        nouns: &[
            "報告書",
            "機械",
            "プログラム",
            "資料",
            "荷物",
            "辞書",
            "契約",
            "計画",
            "画面",
            "電池",
            "料理",
            "写真",
            "カメラ",
            "会議",
            "質問",
            "データ",
            "自転車",
            "手紙",
        ],
        more: &[
            "駅前",
            "図書館",
            "事務所",
            "学校",
            "市場",
            "台所",
            "公園",
            "工場",
        ],
        verbs: &[
            "動かない",
            "遅れている",
            "変わった",
            "見えない",
            "壊れた",
            "必要な",
            "足りない",
        ],
        adjectives: &[
            "便利だ",
            "安い",
            "簡単だ",
            "正しい",
            "難しい",
            "新しい",
            "静かだ",
        ],
        adverbs: &["とても", "少し", "いつも", "すぐに", "ほとんど", "本当に"],
    },
    frames: &[
        (
            26,
            &[
                "メールは{EMAIL_ADDRESS}までお願いします。",
                "連絡先（{EMAIL_ADDRESS}）に送りました。",
                "メールアドレス：{EMAIL_ADDRESS}。",
            ],
        ),
        (
            22,
            &[
                "電話番号は{PHONE_NUMBER}です。",
                "午後は{PHONE_NUMBER}にお電話ください。",
                "電話：{PHONE_NUMBER}。",
            ],
        ),
        (
            18,
            &[
                "会議は{DAY}に変わりました。",
                "契約日は{DAY}、場所は事務所です。",
            ],
        ),
        (
            12,
            &[
                "詳しくは {URL} をご覧ください。",
                "資料（{URL} ）をお送りします。",
            ],
        ),
        (
            7,
            &[
                "返金は{IBAN_CODE}へお願いします。",
                "口座番号：{IBAN_CODE}。",
            ],
        ),
        (
            6,
            &[
                "クレジットカード番号は{CREDIT_CARD}です。",
                "カード（{CREDIT_CARD}）で二回支払われました。",
            ],
        ),
        (5, &["最後のログインは{IP_ADDRESS}からでした。"]),
        (4, &["生年月日は{DAY_OF_BIRTH}です。"]),
    ],
    spell,
};

/// With the signs for year, month and day, or in figures, by the day's number.
fn spell(day: Day) -> String {
    match day.day % 3 {
        0 => day.iso(),
        1 => format!("{}/{:02}/{:02}", day.year, day.month, day.day),
        _ => format!("{}年{}月{}日", day.year, day.month, day.day),
    }
}
