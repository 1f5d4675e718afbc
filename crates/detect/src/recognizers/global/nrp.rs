//! Nationality, religion and political opinion.

use crate::{
    finding::{Evidence, Score},
    own::{Case, Terms},
    recognizer::{Recognizer, Shape},
};

/// Words that tell to which nation, religion or party somebody belongs, in English and with the capital that they
/// have there: special categories of personal data. Off by default, since nothing tells whether they are said of a
/// person or of a cheese.
pub(super) fn recognizer() -> Recognizer {
    let all = NATIONALITIES.iter().chain(&RELIGIONS).chain(&POLITICS);
    let words = all.flat_map(|words| words.split_ascii_whitespace());
    Recognizer {
        shapes: vec![Shape::Terms(Terms {
            case: Case::Exact,
            prior: Evidence::from_score(Score::from_thousandths(600)),
            ..Terms::new(words.map(|word| word.replace('_', " ")))
        })],
        context: "nationality;citizenship;ethnicity;race;religion;denomination;faith;party;political party;\
                  political affiliation"
            .into(),
        citation: "Regulation (EU) 2016/679 (GDPR), article 9 (1)".into(),
        default_on: false,
        ..Recognizer::new("nrp", "NRP", "global")
    }
}

/// Adjectives and persons of nations and peoples, by the part of the world; `_` is a blank.
const NATIONALITIES: [&str; 6] = [
    // Europe
    "Albanian Albanians Andorran Andorrans Armenian Armenians Austrian Austrians Azerbaijani Azerbaijanis Basque \
     Basques Belarusian Belarusians Belgian Belgians Bosnian Bosnians British Briton Britons Bulgarian Bulgarians \
     Catalan Catalans Croat Croatian Croatians Croats Cypriot Cypriots Czech Czechs Dane Danes Danish Dutch Dutchman \
     Dutchwoman English Englishman Englishmen Englishwoman Estonian Estonians European Europeans Finn Finnish Finns \
     French Frenchman Frenchmen Frenchwoman Georgian Georgians German Germans Greek Greeks Hungarian Hungarians \
     Icelander Icelanders Icelandic Irish Irishman Irishmen Irishwoman Italian Italians Kosovan Kosovar Kosovars \
     Latvian Latvians Liechtensteiner Lithuanian Lithuanians Luxembourger Luxembourgers Macedonian Macedonians \
     Maltese Moldovan Moldovans Montenegrin Montenegrins Norwegian Norwegians Pole Poles Portuguese Romanian \
     Romanians Russian Russians Sami Scot Scots Scotsman Scotswoman Scottish Serb Serbian Serbians Serbs Slovak \
     Slovaks Slovene Slovenes Slovenian Slovenians Spaniard Spaniards Spanish Swede Swedes Swedish Swiss Ukrainian \
     Ukrainians Welsh Welshman Welshwoman Polish",
    // Asia
    "Afghan Afghans Asian Asians Bahraini Bahrainis Bangladeshi Bangladeshis Bengali Bengalis Bhutanese Bruneian \
     Bruneians Burmese Cambodian Cambodians Chinese East_Timorese Emirati Emiratis Filipina Filipinas Filipino \
     Filipinos Gujarati Gujaratis Indian Indians Indonesian Indonesians Iranian Iranians Iraqi Iraqis Israeli Israelis \
     Japanese Jordanian Jordanians Kazakh Kazakhs Kazakhstani Korean Koreans Kurd Kurdish Kurds Kuwaiti Kuwaitis \
     Kyrgyz Laotian Laotians Lebanese Malay Malays Malaysian Malaysians Maldivian Maldivians Mongol Mongolian \
     Mongolians Nepalese Nepali Nepalis North_Korean North_Koreans Omani Omanis Pakistani Pakistanis Palestinian \
     Palestinians Pashtun Pashtuns Persian Persians Punjabi Punjabis Qatari Qataris Rohingya Saudi Saudis Singaporean \
     Singaporeans Sinhalese South_Korean South_Koreans Sri_Lankan Sri_Lankans Syrian Syrians Taiwanese Tajik Tajiks \
     Tamil Tamils Thai Thais Tibetan Tibetans Turk Turkish Turkmen Turks Uyghur Uyghurs Uzbek Uzbeks Vietnamese Yemeni \
     Yemenis",
    // Africa
    "African Africans Algerian Algerians Angolan Angolans Beninese Berber Berbers Botswanan Burkinabe Burundian \
     Burundians Cameroonian Cameroonians Cape_Verdean Cape_Verdeans Chadian Chadians Comorian Comorians Congolese \
     Djiboutian Djiboutians Egyptian Egyptians Eritrean Eritreans Ethiopian Ethiopians Gabonese Gambian Gambians \
     Ghanaian Ghanaians Guinean Guineans Hausa Hutu Hutus Igbo Ivorian Ivorians Kenyan Kenyans Lesothan Liberian \
     Liberians Libyan Libyans Malagasy Malawian Malawians Malian Malians Mauritanian Mauritanians Mauritian Mauritians \
     Moroccan Moroccans Mozambican Mozambicans Namibian Namibians Nigerian Nigerians Nigerien Nigeriens Rwandan \
     Rwandans Senegalese Seychellois Sierra_Leonean Sierra_Leoneans Somali Somalis South_African South_Africans South_\
     Sudanese Sudanese Swazi Swazis Tanzanian Tanzanians Togolese Tunisian Tunisians Tutsi Tutsis Ugandan Ugandans \
     Yoruba Zambian Zambians Zimbabwean Zimbabweans Zulu Zulus",
    // North and Central America, the Caribbean
    "African_American African_Americans African-American African-Americans Afro-American Afro-Americans American \
     Americans Antiguan Antiguans Asian_American Asian_Americans Asian-American Asian-Americans Bahamian Bahamians \
     Barbadian Barbadians Belizean Belizeans Bermudian Bermudians Canadian Canadians Caribbean Chicana Chicanas Chicano \
     Chicanos Costa_Rican Costa_Ricans Cuban Cubans Dominican Dominicans Grenadian Grenadians Guatemalan Guatemalans \
     Haitian Haitians Hispanic Hispanics Honduran Hondurans Jamaican Jamaicans Latina Latinas Latino Latinos Mexican \
     Mexicans Native_American Native_Americans Nicaraguan Nicaraguans Panamanian Panamanians Puerto_Rican Puerto_Ricans \
     Salvadoran Salvadorans Salvadorean Trinidadian Trinidadians Cherokee Cherokees Cree Inuit Navajo Navajos",
    // South America
    "Argentine Argentines Argentinian Argentinians Bolivian Bolivians Brazilian Brazilians Chilean Chileans Colombian \
     Colombians Ecuadorian Ecuadorians Guyanese Paraguayan Paraguayans Peruvian Peruvians Quechua Surinamese Uruguayan \
     Uruguayans Venezuelan Venezuelans",
    // Oceania
    "Aboriginal Aboriginals Aborigine Aborigines Australian Australians Fijian Fijians Hawaiian Hawaiians I-Kiribati \
     Maori Maoris Māori Micronesian Micronesians Nauruan Nauruans New_Zealander New_Zealanders Palauan Palauans \
     Papuan Papuans Polynesian Polynesians Samoan Samoans Tongan Tongans Tuvaluan Tuvaluans Vanuatuan",
];

/// Believers and what is theirs.
const RELIGIONS: [&str; 1] = [
    "Adventist Adventists Agnostic Ahmadi Ahmadis Alawite Alawites Amish Anglican Anglicans \
     Atheist Baha'i Baha'is Baptist Baptists Buddhist Buddhists Calvinist Calvinists Catholic Catholics Christian \
     Christians Coptic Copts Druze Episcopalian Episcopalians Evangelical Evangelicals Hasidic Hindu Hindus Ibadi \
     Islamic Ismaili Ismailis Jain Jains Jehovah's_Witness Jehovah's_Witnesses Jew Jewish Jews Lutheran Lutherans \
     Mennonite Mennonites Methodist Methodists Mormon Mormons Muslim Muslims Orthodox_Christian Orthodox_Christians \
     Orthodox_Jew Orthodox_Jewish Orthodox_Jews Pentecostal Pentecostals Presbyterian Presbyterians Protestant \
     Protestants Quaker Quakers Rastafarian Rastafarians Roman_Catholic Roman_Catholics Salafi Salafis Scientologist \
     Scientologists Shia Shiite Shiites Shinto Sikh Sikhs Sufi Sufis Sunni Sunnis Taoist Taoists Unitarian Unitarians \
     Wiccan Wiccans Yazidi Yazidis Zoroastrian Zoroastrians",
];

/// Adherents of parties and of what they stand for.
const POLITICS: [&str; 1] = [
    "Bolshevik Bolsheviks Christian_Democrat Christian_Democrats Communist Communists \
     Democrat Democrats Labourite Leninist Leninists Leftist Leftists Liberal_Democrat \
     Liberal_Democrats Libertarian Libertarians Maoist Maoists Marxist Marxists Marxist-Leninist Nazi Nazis Peronist \
     Peronists Republican Republicans Social_Democrat Social_Democrats Socialist Socialists Thatcherite Tories Tory \
     Trotskyist Trotskyists Zionist Zionists",
];
