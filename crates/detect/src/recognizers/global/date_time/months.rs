//! Names of months, in one table whatever the language.
//!
//! A word is read character by character, in small letters and without accents, into a hash of 32
//! bits that is looked up once; names themselves are not kept. A word that is no name has the hash of
//! one once in four million times, and then still needs a day and a year beside it.

use crate::fold;

/// A month's name at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Month {
    /// 1 to 12; of two languages that use one word for different months, the longer month.
    pub(super) number: u32,
    /// Bytes of the name.
    pub(super) len: usize,
    /// A word of other languages as well: a full stop must stand before or behind it.
    pub(super) needs_dot: bool,
}

impl Month {
    /// The name that `text` begins with, as a whole word. Most words are no names, and end after
    /// their third letter. Hot: per day's number that a word stands beside.
    #[inline]
    pub(super) fn read(text: &[u8]) -> Option<Month> {
        let bit = beginning(text)?;
        if BEGINNINGS[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        Self::look_up(text)
    }

    #[inline(never)]
    fn look_up(text: &[u8]) -> Option<Month> {
        let (mut hash, mut at) = (START, 0);
        while let Some((letter, len)) = text.get(at..).and_then(letter) {
            (hash, at) = (step(hash, letter), at + len);
            if at > MAX_BYTES {
                return None;
            }
        }
        let hash = finish(hash);
        let mut slot = slot(hash);
        while TABLE[slot] != 0 {
            if TABLE[slot] & !INFO == hash & !INFO {
                return Some(Month {
                    number: TABLE[slot] & 15,
                    len: at,
                    needs_dot: TABLE[slot] & NEEDS_DOT != 0,
                });
            }
            slot = (slot + 1) % SLOTS;
        }
        None
    }
}

/// Whether the byte may be one of a letter.
pub(super) const fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// The longest name has 33 bytes (Malayalam and Telugu take three for a letter).
pub(super) const MAX_BYTES: usize = 40;
const SLOTS: usize = 2048;
/// Bits of a slot that tell the month; the others are those of the hash.
const INFO: u32 = 31;
const NEEDS_DOT: u32 = 16;
const START: u32 = 0x811C_9DC5;

const fn step(hash: u32, letter: u32) -> u32 {
    (hash ^ letter).wrapping_mul(0x9E37_79B1).rotate_left(11)
}

const fn finish(hash: u32) -> u32 {
    let hash = (hash ^ hash >> 15).wrapping_mul(0x2C1B_3C6D);
    hash ^ hash >> 13
}

const fn slot(hash: u32) -> usize {
    (hash >> 21) as usize
}

/// The bit of a word's first three letters, or two if it has no more; none if it has less.
#[inline]
const fn beginning(text: &[u8]) -> Option<usize> {
    let (mut hash, mut rest, mut letters) = (START, text, 0);
    while letters < 3
        && let Some((letter, len)) = letter(rest)
    {
        (hash, rest, letters) = (step(hash, letter), rest.split_at(len).1, letters + 1);
    }
    if letters < 2 {
        return None;
    }
    Some((finish(hash) >> 19) as usize)
}

/// The letter that `text` begins with, small and without its accent, and its bytes. Marks of accents
/// that stand by themselves, and the abbreviation marks of Hindi and Hebrew, count as letters.
#[inline]
const fn letter(text: &[u8]) -> Option<(u32, usize)> {
    let Some((&first, rest)) = text.split_first() else {
        return None;
    };
    if first < 0x80 {
        let small = first | 0x20;
        return if small.is_ascii_lowercase() {
            Some((small as u32, 1))
        } else {
            None
        };
    }
    let (character, len) = match (first, rest) {
        (0xC3..=0xDF, [second, ..]) => ((first as u32 & 31) << 6 | *second as u32 & 63, 2),
        (0xE0..=0xEF, [second, third, ..]) => (
            (first as u32 & 15) << 12 | (*second as u32 & 63) << 6 | *third as u32 & 63,
            3,
        ),
        _ => return None,
    };
    match character {
        // Punctuation but the joiners of Indic scripts, and scripts that write no blanks.
        0xD7 | 0xF7 | 0x2000..=0x200B | 0x200E.. => None,
        _ => Some((plain(character), len)),
    }
}

/// The letter below the accent, in lower case: Latin, Greek and Cyrillic. Others have neither.
const fn plain(character: u32) -> u32 {
    match character {
        0xC0..=0xFF => fold::latin((character & 63) as u8 | 0x80) as u32,
        0x100..=0x17F => EXTENDED[character as usize - 0x100] as u32,
        0x386 | 0x3AC => 0x3B1,
        0x388 | 0x3AD => 0x3B5,
        0x389 | 0x3AE => 0x3B7,
        0x38A | 0x390 | 0x3AA | 0x3AF | 0x3CA => 0x3B9,
        0x38C | 0x3CC => 0x3BF,
        0x38E | 0x3AB | 0x3B0 | 0x3CB | 0x3CD => 0x3C5,
        0x38F | 0x3CE => 0x3C9,
        0x3C2 => 0x3C3,
        0x391..=0x3A9 | 0x410..=0x42F => character + 0x20,
        0x400..=0x40F => character + 0x50,
        0x48A..=0x4BF | 0x4D0..=0x52F => character | 1,
        other => other,
    }
}

/// U+0100 to U+017F.
const EXTENDED: &[u8; 128] = b"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
    lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

static TABLE: [u32; SLOTS] = table().0;
static BEGINNINGS: [u64; 128] = table().1;

/// Fills the table; words that mean several months count as the longest of them.
const fn table() -> ([u32; SLOTS], [u64; 128]) {
    let (mut slots, mut beginnings) = ([0; SLOTS], [0; 128]);
    let mut month = 0;
    while month < 12 {
        let mut rest = NAMES[month].as_bytes();
        while !rest.is_empty() {
            let bit = beginning(rest).expect("a name has two letters and more");
            beginnings[bit / 64] |= 1 << (bit % 64);
            let mut hash = START;
            while let Some((letter, len)) = letter(rest) {
                (hash, rest) = (step(hash, letter), rest.split_at(len).1);
            }
            let mut info = month as u32 + 1;
            while let [mark, more @ ..] = rest
                && matches!(*mark, b' ' | b'.')
            {
                if *mark == b'.' {
                    info |= NEEDS_DOT;
                }
                rest = more;
            }
            add(&mut slots, finish(hash), info);
        }
        month += 1;
    }
    (slots, beginnings)
}

const fn add(slots: &mut [u32; SLOTS], hash: u32, info: u32) {
    let mut at = slot(hash);
    while slots[at] != 0 && slots[at] & !INFO != hash & !INFO {
        at = (at + 1) % SLOTS;
    }
    let known = slots[at] & INFO;
    // February and months of 30 days are shorter than others.
    let longer = known == 0 || matches!(known & 15, 2 | 4 | 6 | 9 | 11);
    let info = if longer { info } else { known };
    slots[at] = hash & !INFO | info;
}

/// Names by month, small and without accents: full, as they stand beside a day, and abbreviated
/// (Unicode CLDR 47, gregorian months, contexts format and stand-alone). A full stop behind a name
/// says that the word is one of other languages as well.
const NAMES: [&str; 12] = [
    "january jan januar janvier janv enero ene gennaio gen janeiro januari tammikuuta tammi. \
     tammikuu stycznia sty styczen ledna led. leden januara ianuarie ian sijecnja sij. sijecanj \
     јануар јан ocak oca января янв январь січня січ січень студзеня сту студзень януари яну \
     јануари ιανουαριου ιαν ιανουαριοσ يناير جانفي ינואר ינו׳ जनवरी जन॰ जानेवारी জানুয়ারী \
     જાન્યુઆરી ஜனவரி జనవరి ಜನವರಿ ജനുവരി ਜਨਵਰੀ جنوری ژانویهٔ ژانویه มกราคม jaanuar janvaris \
     sausio sausis gener xaneiro urtarrila janar januarie yanvar yan қаңтар қаң հունվարի \
     հունվար იანვარი janner كانون בינואר janvari januarja јануара",
    "february feb februar fevrier fevr febrero febbraio fevereiro fev februari helmikuuta \
     helmi. helmikuu lutego lut luty unora uno. unor februara febr februarie veljace velj. \
     veljaca фебруар феб subat sub февраля февр февраль лютого лют лютий лютага люты февруари \
     фев φεβρουαριου φεβ φεβρουαριοσ فبراير شباط فيفري פברואר פבר׳ फ़रवरी फ़र॰ फेब्रुवारी \
     ফেব্রুয়ারী ફેબ્રુઆરી பிப்ரவரி ఫిబ్రవరి ಫೆಬ್ರವರಿ ഫെബ്രുവരി ਫ਼ਰਵਰੀ فروری فوریهٔ فوریه \
     กุมภาพันธ์ veebruar februaris vasario vasaris febrer febreiro otsaila shkurt pebrero peb. \
     fevral ақпан ақп փետրվարի փետրվար თებერვალი फेब्रुअरी feber फरवरी φλεβαρη בפברואר \
     februarja фебруара",
    "march mar marz mars marzo marco maart mrt marts maaliskuuta maalis maaliskuu marca marzec \
     brezna bre. brezen marec marcius marc martie ozujka ozu. ozujak март мар mart марта \
     березня бер березень сакавіка сак сакавік μαρτιου μαρ μαρτιοσ maret mac. مارس آذار מרץ \
     मार्च মার্চ માર્ચ மார்ச் మార్చి ಮಾರ್ಚ್ മാർച്ച് ਮਾਰਚ مارچ มีนาคม kovo kovas martxoa machi \
     marso наурыз нау մարտի մարտ მარტი mrz martti marta במרץ מרס במרס اذار",
    "april apr avril avr abril abr aprile huhtikuuta huhti. huhtikuu kwietnia kwi kwiecien \
     dubna dub. duben aprila aprilis aprilie travnja tra. travanj април апр nisan nis апреля \
     апрель квітня квіт квітень красавіка кра красавік απριλιου απρ απριλιοσ أبريل نيسان أفريل \
     אפריל אפר׳ अप्रैल एप्रिल এপ্রিল એપ્રિલ ஏப்ரல் ఏప్రిల్ ಏಪ್ರಿಲ್ ഏപ്രിൽ ਅਪ੍ਰੈਲ اپریل آوریل \
     เมษายน aprill balandzio balandis apirila prill aprili aprel сәуір сәу ապրիլի ապրիլ აპრილი \
     अप्रिल באפריל ابريل априла",
    "may mai mayo maggio mag maio mei maj toukokuuta touko. toukokuu maja kvetna kve. kveten \
     majus svibnja svi. svibanj мај mayis мая май травня трав травень μαιου μαι μαιοσ مايو أيار \
     ماي מאי मई मे মে મે மே మే ಮೇ മേയ് ਮਈ مئی مهٔ مه พฤษภาคม maijs geguzes geguze maig maiatza \
     мамыр мам մայիսի մայիս მაისი במאי ايار maija маја",
    "june jun juni juin junio giugno giu junho kesakuuta kesa. kesakuu czerwca cze czerwiec \
     cervna cvn. cerven juna junius iunie iun lipnja lip lipanj јун junij haziran haz июня июн \
     июнь червня черв червень чэрвеня чэр чэрвень юни јуни ιουνιου ιουν ιουνιοσ يونيو حزيران \
     جوان יוני जून জুন જૂન ஜூன் జూన్ ಜೂನ್ ജൂൺ ਜੂਨ جون ژوئن มิถุนายน juuni junijs birzelio \
     birzelis juny xuno ekaina qershor junie hunyo hun. iyun iyn маусым мау հունիսի հունիս \
     ივნისი जुन ביוני junija јуна",
    "july jul juli juillet juil julio luglio lug julho heinakuuta heina. heinakuu lipca lip \
     lipiec cervence cvc. cervenec jula julius iulie iul srpnja srp. srpanj јул julij temmuz \
     tem июля июл июль липня лип липень ліпеня ліп ліпень юли јули ιουλιου ιουλ ιουλιοσ julai \
     يوليو تموز جويلية يوليوز יולי जुलाई जुल॰ जुलै জুলাই જુલાઈ ஜூலை జులై ಜುಲೈ ജൂലൈ ਜੁਲਾਈ جولائی \
     ژوئیهٔ ژوئیه กรกฎาคม juuli julijs liepos liepa juliol xullo uztaila korrik julie hulyo \
     hul. iyul iyl шілде шіл հուլիսի հուլիս ივლისი ביולי julija јула",
    "august aug aout agosto ago augustus augusti elokuuta elo. elokuu sierpnia sie sierpien \
     srpna srp. srpen augusta augusztus kolovoza kol. kolovoz август авг avgust avg agustos agu \
     августа серпня серп серпень жніўня жні жнівень αυγουστου αυγ αυγουστοσ agustus ogos ogo. \
     أغسطس آب أوت غشت אוגוסט אוג׳ अगस्त अग॰ ऑगस्ट আগস্ট ઑગસ્ટ ஆகஸ்ட் ఆగస్టు ಆಗಸ್ಟ್ ഓഗസ്റ്റ് \
     ਅਗਸਤ اگست اوت สิงหาคม augusts rugpjucio rugpjutis agost ag abuztua gusht agust agosti \
     avqust avq тамыз там օգոստոսի օգոստոս აგვისტო अगस्ट agt באוגוסט اغسطس اب avgusta",
    "september sep sept septembre septiembre settembre set setembro syyskuuta syys. syyskuu \
     wrzesnia wrz wrzesien zari zar. septembra szeptember szept septembrie rujna ruj. rujan \
     септембар сеп septembar eylul eyl сентября сент сентябрь вересня вер вересень верасня \
     верасень септември σεπτεμβριου σεπ σεπτεμβριοσ سبتمبر أيلول شتنبر ספטמבר ספט׳ सितंबर सित॰ \
     सप्टेंबर সেপ্টেম্বর સપ્ટેમ્બર செப்டம்பர் సెప్టెంబర్ ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റംബർ ਸਤੰਬਰ ستمبر \
     سپتامبر กันยายน septembris rugsejo rugsejis setembre iraila shtator septemba setyembre \
     sentyabr sen. қыркүйек қыр սեպտեմբերի սեպտեմբեր სექტემბერი सेप्टेम्बर сен sentabr सितम्बर \
     בספטמבר ايلول septembri септембра",
    "october oct oktober okt octobre octubre ottobre ott outubro out lokakuuta loka. lokakuu \
     pazdziernika paz pazdziernik rijna rij. rijen oktobra octombrie listopada lis listopad \
     октобар окт oktobar ekim eki октября октябрь жовтня жовт жовтень кастрычніка кас \
     кастрычнік октомври οκτωβριου οκτ οκτωβριοσ أكتوبر אוקטובר אוק׳ अक्टूबर अक्टू॰ ऑक्टोबर \
     অক্টোবর ઑક્ટોબર அக்டோபர் అక్టోబర్ ಅಕ್ಟೋಬರ್ ഒക്‌ടോബർ ਅਕਤੂਬਰ اکتوبر اکتبر ตุลาคม oktoober \
     oktobris spalio spalis urria tetor oktoba oktubre oktyabr қазан қаз հոկտեմբերի հոկտեմբեր \
     ოქტომბერი अक्टोबर oktabr अक्तूबर تشرين באוקטובר اكتوبر oktobri октобра",
    "november nov novembre noviembre novembro marraskuuta marras marraskuu listopada lis \
     listopad listopadu novembra noiembrie studenoga stu. studeni новембар нов novembar kasim \
     kas ноября нояб ноябрь листопада лист листопад лістапада ліс лістапад ноември ное \
     νοεμβριου νοε νοεμβριοσ نوفمبر نونبر נובמבר נוב׳ नवंबर नव॰ नोव्हेंबर নভেম্বর નવેમ્બર \
     நவம்பர் నవంబర్ ನವೆಂಬರ್ നവംബർ ਨਵੰਬਰ نومبر نوامبر พฤศจิกายน novembris lapkricio lapkritis \
     azaroa nentor novemba nobyembre nob. noyabr noy қараша қар նոյեմբերի նոյեմբեր ნოემბერი \
     नोभेम्बर ноя नवम्बर בנובמבר novembri новембра",
    "december dec dezember dez decembre diciembre dic dicembre dezembro desember des. \
     joulukuuta joulu joulukuu grudnia gru grudzien prosince pro. prosinec decembra decembrie \
     prosinca prosinac децембар дец decembar aralik ara декабря дек декабрь грудня груд грудень \
     снежня сне снежань декември δεκεμβριου δεκ δεκεμβριοσ disember dis. ديسمبر دجنبر דצמבר \
     דצמ׳ दिसंबर दिस॰ डिसेंबर ডিসেম্বর ડિસેમ્બર டிசம்பர் డిసెంబర్ ಡಿಸೆಂಬರ್ ഡിസംബർ ਦਸੰਬਰ دسمبر \
     دسامبر ธันวาคม detsember decembris gruodzio gruodis desembre decembro abendua dhjetor \
     desemba disyembre dekabr dek желтоқсан жел դեկտեմբերի դեկտեմբեր დეკემბერი डिसेम्बर दिसम्बर \
     בדצמבר decembri децембра",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn number(word: &str) -> Option<u32> {
        Month::read(word.as_bytes())
            .filter(|month| month.len == word.len())
            .map(|month| month.number)
    }

    #[test]
    fn every_name_is_read_in_small_and_in_capital_letters() {
        for (names, month) in NAMES.iter().zip(1..) {
            for name in names.split(' ') {
                let name = name.trim_end_matches('.');
                let found = number(name);
                assert!(found.is_some(), "{name}");
                // Armenian and Georgian capitals are left out.
                let has_capitals = name.chars().all(|letter| (letter as u32) < 0x530);
                if has_capitals {
                    assert_eq!(number(&name.to_uppercase()), found, "{name} {month}");
                }
            }
        }
    }

    #[test]
    fn accents_and_case_make_no_difference() {
        for (word, month) in [
            ("März", 3),
            ("MÄRZ", 3),
            ("août", 8),
            ("Şubat", 2),
            ("Ağustos", 8),
            ("Αυγούστου", 8),
            ("Ιουλίου", 7),
            ("ΜΑΪΟΣ", 5),
            ("Января", 1),
            ("Травня", 5),
            ("březen", 3),
            ("října", 10),
            ("Wrzesień", 9),
            ("במרץ", 3),
            ("मार्च", 3),
            ("أبريل", 4),
        ] {
            assert_eq!(number(word), Some(month), "{word}");
        }
    }

    #[test]
    fn other_words_are_no_months() {
        for word in [
            "a",
            "ma",
            "marching",
            "mayor",
            "janet",
            "лета",
            "декабристы",
            "年月",
            "",
            "Σ",
            "of",
        ] {
            assert_eq!(number(word), None, "{word}");
        }
    }
}
