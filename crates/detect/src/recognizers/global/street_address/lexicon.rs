//! Words of addresses, by language.
//!
//! Compared in small letters and without the accents of Latin letters. The words of the United States are those of the
//! Postal Service (Publication 28, appendices B and C), with some that people write; others are common in their languages.

use super::sets::{Set, sets};

sets! {
    /// Words that the name of a street follows, in the languages that put them first.
    BEFORE: 138 = "rue avenue av ave boulevard bd boul place allee allees chemin impasse quai route cours passage square \
         faubourg sentier ruelle esplanade promenade villa cite residence lotissement calle c cl avenida avda avd \
         plaza pza plz paseo pso camino cno ronda travesia callejon carretera ctra carrera cra calzada glorieta \
         rambla laan privada prolongacion blvd bulevar jiron pasaje circuito andador cerrada via viale v.le corso \
         piazza p.za piazzale largo vicolo strada lungomare contrada borgo calata salita lungotevere rua travessa \
         trav alameda praca estrada rodovia r praceta beco ladeira ul ulica al aleja aleje os osiedle pl plac ulice \
         tř tr carrer nam namesti nám náměstí trida str bdul bulevardul calea aleea soseaua sos piata splaiul jl \
         jalan jln lorong lrg ул улица Улица Ул просп проспект пр пер переулок бул бульвар вул вулиця Вул наб ш οδός \
         Οδός Λεωφόρος λεωφόρος";

    /// Those that follow the number in French.
    FRENCH: 46 = "rue avenue av ave boulevard bd boul bld blvd place pl allee allees all chemin ch che impasse imp quai route \
         rte cours passage pass square sq faubourg fbg sentier ruelle esplanade promenade villa cite residence \
         lotissement montee voie mail parvis rond-point clos hameau domaine chaussee";

    /// Words that a name of a street in English ends with, and nearly nothing else does.
    AFTER: 55 = "street st str street's road rd avenue ave av aven boulevard blvd blv boul lane ln drive dr court ct terrace \
         ter terr circle cir parkway pkwy pky highway hwy turnpike tpke pike alley aly crescent cres cresent close \
         mews causeway broadway trail trl expressway expy freeway fwy marg nagar cv expwy py stravenue stra";

    /// The same, of words that say other things as well.
    WEAK: 114 = "way place pl square sq park plaza plz walk row hill loop run path pass point pt grove gardens gdns green \
         rise vale view court ct ridge rdg quay wharf parade pde esplanade esp gate field fields center centre ctr \
         crossing xing bend cove creek estates heights hts landing ranch commons common station mall circus end wynd \
         yard yards colony layout chowk bazar bazaar enclave vihar sector phase extension extn cross drive dr close \
         trace terrace spur manor meadows village knoll oval mount mt bypass island bridge turn overlook strip grade \
         hollow holw bluff blf canyon cyn crest crst glen gln junction jct shores shrs skyway throughway trwy \
         trafficway trfy viaduct vw promenade prom";

    /// Words for streets that follow a name in German, Hungarian, Czech and Turkish, as words of their own.
    SUFFIXED: 72 = "straße strasse str platz weg allee gasse ring damm ufer chaussee promenade markt steig pfad graben berg hof \
         utca u út útja tér tere körút sétány köz ulice třída tř náměstí nám nábřeží sokak sokağı sok sk caddesi \
         cadde cad cd bulvarı bulvar bul blv meydanı yolu straat laan plein kade gracht singel dijk torget plassen \
         pladsen gata gate gade vei vej veg väg allé alle torg torv plads plass katu tie";

    /// Words that the number of a post box follows.
    BOX: 25 = "box pob correos postale postal postfach pf postbus postboks boks bp boite bte apartado apdo apartat casilla \
         caixa cp pl p.o.box pobox pmb rr hc";

    /// Words between the name of a street and its number.
    NUMBER: 12 = "no nr num numero número n nº č čp kat km no.";

    /// Words that the number of a flat, a floor or a building follows, or that of a house.
    UNIT: 137 = "apt apartment apto appt app appartement apartamento apart ap suite ste unit flat floor fl room rm level lvl \
         shop lot bldg building block blk bloc tower wing office dept department lockbox bin trlr trailer spc space \
         slip hangar penthouse ph bsmt front upper lower side lbby stop pier key whg wohnung og eg stock stiege top \
         tür etage haus hinterhaus piso planta puerta pta esc escalera bloque portal local interior int ext torre \
         depto dpto interno scala sc piano palazzina edificio ed bat batiment bât bâtiment escalier étage porte \
         residence bus m lok mieszkanie andar loja lj cj bl bloco sala conj conjunto casa lote quadra qd fracao lgh \
         as a b c d e f daire kat k blok ajtó em emelet kv кв корп стр оф дом д plot door house h.no hno h.no.";

    /// Words that stand behind an ordinal: `3rd Floor`, `2. OG`.
    ORDINAL_UNIT: 25 = "floor fl flr stock og etage piso planta andar piano tv th mf sal dto esq dcha izq izda izquierda derecha dta \
         emelet kat level";

    /// Points of the compass, before or behind the name of a street.
    DIRECTION: 22 = "n s e w ne nw se sw n.e n.w s.e s.w north south east west northeast northwest southeast southwest no so";

    /// Small words within the names of streets and towns.
    CONNECTOR: 72 = "de del della dello dei degli delle di da do dos das du des d la le les el los las l y e et en aux au a sur \
         sous am an im in der den dem von vom zu zum zur unter bei ob auf und van het ter ten op aan te nad pod w na \
         u od i of the upon on by and og och på ved";

    /// Codes of states and provinces beside those of the United States, and districts.
    STATE: 76 = "act nsw nt qld sa tas vic wa ab bc mb nb nl ns nu on pe qc sk yt cdmx jal n.l pue ags bcs camp chih coah col \
         dgo gto gro hgo mex mich mor nay oax qro qroo sin son tab tamps tlax ver yuc zac slp ac al ap am ba ce df es \
         go ma mt ms mg pa pb pr pi rj rn rs ro rr sc sp se to";

    /// Codes of the states, districts and territories of the United States.
    AMERICAN: 54 = "al ak az ar ca co ct de dc fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh \
         ok or pa pr ri sc sd tn tx ut vt va vi wa wv wi wy gu";

    /// Their names, or the first words of these.
    STATE_NAME: 85 = "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho \
         illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi \
         missouri montana nebraska nevada hampshire jersey mexico york carolina dakota ohio oklahoma oregon \
         pennsylvania island tennessee texas utah vermont virginia washington wisconsin wyoming ontario quebec québec \
         alberta manitoba saskatchewan columbia scotia brunswick victoria queensland tasmania wales karnataka \
         maharashtra tamilnadu kerala gujarat telangana punjab haryana bengal pradesh rajasthan bihar yorkshire \
         lancashire kent essex surrey sussex devon cornwall norfolk suffolk cumbria dorset somerset";

    /// Countries by their names in English and at home, or the first words of these.
    COUNTRY: 92 = "usa u.s.a us u.s uk u.k england scotland wales ireland éire canada australia india germany deutschland \
         austria österreich switzerland schweiz suisse svizzera france spain españa italy italia portugal brazil \
         brasil mexico méxico netherlands nederland holland belgium belgique belgië poland polska sweden sverige \
         denmark danmark norway norge finland suomi czechia turkey türkiye turkiye hungary magyarország romania \
         românia greece ellada japan china singapore malaysia indonesia thailand philippines argentina chile colombia \
         peru luxembourg iceland slovakia slovensko slovenia slovenija croatia hrvatska serbia bulgaria estonia \
         latvia lithuania ukraine israel egypt kenya nigeria pakistan bangladesh uae россия украина";

    /// First words of names of countries and states that have two.
    TWO_WORDS: 26 = "united new south north czech česká Česká costa saudi sri west rhode hong puerto district british nova prince \
         great northern tamil uttar andhra madhya himachal western";

    /// Words that a number names one of many by: no names of streets.
    COUNTED: 240 = "chapter section figure fig table page pages room level top part step stage phase grade class team group unit \
         version release volume vol issue article paragraph line row column col item lot model type size day week \
         month year track season episode round game match question problem exercise lesson lecture note rule act \
         scene verse book psalm appendix annex building floor gate terminal platform january february march april may \
         june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday \
         tuesday wednesday thursday friday saturday sunday number no nr nummer numero score total sum studio channel \
         port error code status build patch windows office android ios python java seite kapitel abschnitt tabelle \
         abbildung abb bild anhang teil band platz gleis zimmer raum tag woche jahr punkt artikel absatz paragraf \
         januar februar märz mai juni juli oktober dezember chapitre partie tome tableau annexe numéro janvier \
         février mars avril juin juillet août septembre octobre novembre décembre capítulo capitulo página pagina \
         parte figura tabla enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre \
         capitolo gennaio febbraio aprile maggio giugno luglio settembre ottobre strona rozdział tabela rysunek část \
         strana mission area zone district exit mile option case world war apollo soyuz genesis luke john mark miles \
         kilometers at on in since until from by between about over under than and or to for with is was are were the \
         a an of";

    /// Small words that no address has, which tell a sentence.
    STOP: 89 = "of the to is was are were be been has have had i you he she it we they my your his her our their this that \
         these those there here with from for at as not but or if when then will would can could should about after \
         before into over than who which what how why all any some please pls need near between because so just like \
         get got go went ist war und oder der die das ein eine wohnt que est dans pour avec";

    /// Small words within the names of towns.
    LINK: 36 = "de del della dei di do da dos das du des d la le les el los las en aux sur sous am an im der den ob van het \
         aan op nad pod upon on";

    /// What often stands behind an address: other ways to reach somebody.
    CONTACT: 20 = "phone ph tel telephone telefon fax mobile mob email mail e-mail www http https web website contact attn \
         hours open";

    /// Those of them that say other things as well.
    FRENCH_WEAK: 22 = "place pl passage pass square route cours villa cite residence domaine voie mail clos promenade esplanade \
         montee parvis hameau ch ave all";

    /// Words that the number of a road follows.
    ROAD: 18 = "highway rt loop hwy route rte road rd sr cr fm us interstate county state ih cth sth";

    /// House numbers that are written as words.
    SPELLED: 13 = "one two three four five six seven eight nine ten eleven twelve fifty";

    /// What the number of a rural route, a highway contract or a military post stands behind, before its box.
    RURAL: 15 = "rr r.r rd r.d rfd hc psc cmr unit route rt rte contract ra hcr";

    /// Those of [`ROAD`] that no name need stand before.
    NUMBERED: 13 = "highway hwy route rt rte county state us u.s interstate fm loop sr";

    /// Words that names of streets in Spanish begin with where the number stands before them, as in the south-west of the
    /// United States.
    SPANISH: 13 = "avenida calle callejon camino caminito cerro circulo corte mision paseo rancho via vista";

    /// Words that are a part of the name of a street that is written as one word behind them.
    BEFORE_NAME: 69 = "alte alter altes neue neuer große großer kleine kleiner obere oberer untere unterer hintere vordere lange \
         kurze innere äußere am an im oude nieuwe norra södra östra västra stora lilla gamla nya nørre søndre øster \
         vester store lille gamle nye jan van prins prinses prinsens koning koningin korte karl kong kongens dronning \
         dronningens gammel professor prof doktor dr general kaiser könig kapitän sankt st st. bad erste zweite \
         mittlere";

    /// Names that are streets without a word for one.
    STREETLESS: 1 = "broadway";

    /// Those of them that say nothing else.
    STRONG_SUFFIXED: 26 = "náměstí tér plads plass vei allé köz straße strasse str gasse allee utca ulice třída sokak sokağı sok sk \
         caddesi cad bulvarı straat laan körút chaussee";
}

/// What names of streets end with, written as one word with what stands before, and what that says in decibans.
pub(super) const ENDINGS: &[(&str, i16)] = &[
    ("straße", 4),
    ("strasse", 4),
    ("str", 4),
    ("gasse", 3),
    ("allee", 2),
    ("weg", 1),
    ("platz", -2),
    ("ring", -5),
    ("damm", 0),
    ("ufer", -2),
    ("chaussee", 3),
    ("promenade", -1),
    ("steig", -1),
    ("pfad", -1),
    ("graben", -2),
    ("stiege", -1),
    ("straat", 4),
    ("laan", 3),
    ("plein", 1),
    ("kade", 0),
    ("gracht", 3),
    ("singel", 0),
    ("dijk", -1),
    ("steeg", 0),
    ("dreef", 0),
    ("gatan", 4),
    ("vägen", 4),
    ("gränd", 2),
    ("torget", 1),
    ("stigen", 1),
    ("backen", 1),
    ("gata", 1),
    ("gaten", 2),
    ("gate", -4),
    ("veien", 4),
    ("vegen", 3),
    ("vei", 1),
    ("veg", 0),
    ("vej", 3),
    ("vejen", 4),
    ("gade", 1),
    ("plads", 1),
    ("pladsen", 2),
    ("plass", 0),
    ("plassen", 0),
    ("stræde", 3),
    ("bakken", 1),
    ("torv", 1),
    ("torvet", 1),
    ("katu", 4),
    ("ntie", 2),
    ("ytie", 2),
    ("kuja", 2),
    ("polku", 1),
    ("kaari", 0),
    ("raitti", 2),
    ("tori", -4),
    ("markt", -3),
    ("hof", -5),
    ("väg", 3),
    ("boulevard", 3),
    ("boulevarden", 4),
];

/// The words of [`ENDINGS`].
pub(super) const LAST_OF_NAMES: &[&str] = &[
    "straße",
    "strasse",
    "str",
    "gasse",
    "allee",
    "weg",
    "platz",
    "ring",
    "damm",
    "ufer",
    "chaussee",
    "promenade",
    "steig",
    "pfad",
    "graben",
    "stiege",
    "straat",
    "laan",
    "plein",
    "kade",
    "gracht",
    "singel",
    "dijk",
    "steeg",
    "dreef",
    "gatan",
    "vägen",
    "gränd",
    "torget",
    "stigen",
    "backen",
    "gata",
    "gaten",
    "gate",
    "veien",
    "vegen",
    "vei",
    "veg",
    "vej",
    "vejen",
    "gade",
    "plads",
    "pladsen",
    "plass",
    "plassen",
    "stræde",
    "bakken",
    "torv",
    "torvet",
    "katu",
    "ntie",
    "ytie",
    "kuja",
    "polku",
    "kaari",
    "raitti",
    "tori",
    "markt",
    "hof",
    "väg",
    "boulevard",
    "boulevarden",
];
