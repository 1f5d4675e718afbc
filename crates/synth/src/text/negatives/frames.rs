//! What people say around things that are no identifiers. `{}` is the thing.

use crate::rng::Rng;

/// How a kind of thing is talked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Talk {
    /// The thing is a whole line.
    Alone,
    /// As of any number or word.
    Any,
    /// As of software: logs, builds, chats of developers.
    Software,
    /// As of goods: orders, parts, invoices.
    Goods,
    /// As of amounts and measures.
    Amounts,
    /// As of publications.
    Books,
}

impl Talk {
    /// A line about `thing`.
    pub(super) fn about(self, thing: &str, rng: &mut Rng) -> String {
        let frames = match self {
            Self::Alone => return thing.to_owned(),
            Self::Any => ANY,
            Self::Software => SOFTWARE,
            Self::Goods => GOODS,
            Self::Amounts => AMOUNTS,
            Self::Books => BOOKS,
        };
        // One in six is of no trade at all.
        let frames = if rng.percent(17) { ANY } else { frames };
        rng.pick(frames).replace("{}", thing)
    }
}

const ANY: &[&str] = &[
    "{}",
    "{}.",
    "it says {} here",
    "What does {} mean?",
    "- {}",
    "* {}, as before",
    "see {} for the rest",
    "({})",
    "\"{}\"",
    "so {} it is",
    "Was heißt {} in diesem Zusammenhang?",
    "Da steht {}, mehr nicht.",
    "On lit {} en bas de la page.",
    "Que signifie {} ?",
    "Pone {} al final de la línea.",
    "C'è scritto {} in fondo.",
    "Está escrito {} no rodapé.",
    "Er staat {} onderaan.",
    "Tam jest napisane {}, nic więcej.",
    "Там написано {}, и всё.",
    "Där står {} längst ner.",
    "Orada {} yazıyor.",
    "ここには「{}」と書いてあります。",
    "这里写着 {}。",
    "यहाँ {} लिखा है।",
    "مكتوب هنا {} فقط",
    "여기에 {} 라고 적혀 있습니다.",
];

const SOFTWARE: &[&str] = &[
    "fixed in {}",
    "upgrade to {} first",
    "the build fails since {}",
    "version {} is out",
    "INFO worker started with {}",
    "WARN retry of {} in a moment",
    "error: unexpected {} at the end of input",
    "see the log of {} for details",
    "cherry-picked from {}",
    "$ git show {}",
    "assert_eq!(result, \"{}\");",
    "return {};",
    "let x = \"{}\";",
    "trace={} span=root",
    "// TODO: why {}?",
    "cache miss for {}",
    "Das Paket {} lässt sich nicht installieren.",
    "Der Dienst stürzt mit {} ab.",
    "La compilation échoue avec {}.",
    "El servicio falla con {} al arrancar.",
    "Il server risponde {} e si ferma.",
    "Serwis kończy pracę z {}.",
    "Сборка падает на {}.",
    "{} でビルドが失敗しました。",
    "升级到 {} 之后就好了",
    "{} 버전에서 고쳤습니다.",
];

const GOODS: &[&str] = &[
    "order {} leaves the warehouse tomorrow",
    "Your order {} has been shipped.",
    "Invoice {} is due on Friday.",
    "ticket {} was closed as a duplicate",
    "part {} is out of stock",
    "please quote {} in the subject",
    "replace it with {} or a newer one",
    "item {} x 2, blue",
    "lot {} was recalled",
    "box {} of the second pallet",
    "Bestellung {} ist unterwegs.",
    "Rechnung {} ist noch offen.",
    "Artikel {} ist vergriffen.",
    "Commande {} : deux colis",
    "Facture {} à régler",
    "Pedido {} pendiente de envío",
    "Factura {} pagada",
    "Ordine {} spedito ieri",
    "Encomenda {} entregue",
    "Bestelling {} is onderweg",
    "Zamówienie {} zostało wysłane",
    "Заказ {} отправлен",
    "Sipariş {} kargoda",
    "注文 {} を発送しました",
    "订单 {} 已发货",
    "주문 {} 발송 완료",
    "ऑर्डर {} भेज दिया गया है",
    "الطلب {} قيد التوصيل",
];

const AMOUNTS: &[&str] = &[
    "it costs {} in all",
    "The total is {}.",
    "between {} and a little more",
    "they measured {} at noon",
    "about {} of it was lost",
    "down from {} a year ago",
    "the limit is {}",
    "result: {}",
    "Das macht zusammen {}.",
    "Der Wert stieg auf {}.",
    "Le total s'élève à {}.",
    "soit {} de plus que prévu",
    "El total asciende a {}.",
    "unos {} más que antes",
    "Il totale è di {}.",
    "O valor subiu para {}.",
    "Het totaal is {}.",
    "Razem {} z podatkiem.",
    "Итого {} за всё.",
    "Toplam {} tuttu.",
    "合計は{}です。",
    "总共 {}。",
    "कुल {} हुआ।",
    "المجموع {} تقريبا",
];

const BOOKS: &[&str] = &[
    "see {}, second edition",
    "{} (paperback)",
    "cited in {} and elsewhere",
    "quoted from {}",
    "The barcode on the back reads {}.",
    "siehe {}, dritte Auflage",
    "Der Strichcode lautet {}.",
    "voir {}, chapitre premier",
    "véase {}, segunda edición",
    "vedi {}, ristampa",
    "zob. {}, wydanie drugie",
    "см. {}, издание второе",
    "{}を参照してください。",
    "参见 {}",
];
