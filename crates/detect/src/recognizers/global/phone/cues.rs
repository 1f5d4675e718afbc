//! Words that speak for a telephone number, in some fifty languages.
//!
//! Letter case and accents matter beyond Latin-1, so that capitals stand there too.

/// Words that hardly mean anything else.
macro_rules! plain {
    () => {
        "phone;phone number;phone numbers;phone no;phones;telephone;telephone number;\
         telephone numbers;telephone no;tel;tel no;tel number;telno;telnumber;phonenumber;mobile;\
         mobile number;mobile phone;mobile no;cell;cell number;cell phone;cellphone;cellular;mob;\
         ph;ph no;landline;home phone;work phone;business phone;office phone;contact number;\
         contact no;contact phone;callback number;call back number;emergency contact;fax;\
         fax number;fax no;sms;whatsapp;whats app;wa;viber;telegram number;signal number;hotline;\
         helpline;toll free;toll free number;switchboard;msisdn;caller id;dial in;text me;\
         call me;call us;ring me;ring us;call him;call her;phone me;phone us;reach me;reach us;\
         give me a ring;give us a call;telefon;telefonnummer;telefonnr;telefon nr;tel nr;handy;\
         handynummer;handynr;mobilnummer;mobil;mobiltelefon;mobilfunk;mobilfunknummer;rufnummer;\
         festnetz;festnetznummer;ruckrufnummer;durchwahl;anrufen;erreichbar unter;\
         telefonisch unter;faxnummer;notrufnummer;ruf mich an;telephone portable;\
         numero de telephone;numero de portable;portable;mobile perso;telecopie;tel portable;\
         tel fixe;fixe;appelez moi;appelez nous;joindre au;joignable au;rappeler au;\
         ligne directe;numero vert;teleph;telefono;telefonos;numero de telefono;telefono movil;\
         telefono celular;movil;numero de movil;celular;numero de celular;cel;tlf;tfno;telef;\
         llamame;llamenos;llamar al;llame al;fijo;telefono fijo;linea directa;telefono cellulare;\
         cellulare;numero di telefono;numero di cellulare;recapito telefonico;recapito;chiamami;\
         chiamare il;numero verde;centralino;fisso;telefone;telemovel;numero de telefone;\
         numero de telemovel;numero do celular;fone;telefone fixo;contacto telefonico;\
         contato telefonico;ligue para;zap;whats;ramal;telefoon;telefoonnummer;telnr;gsm;\
         gsm nummer;mobiel;mobiele nummer;mobiel nummer;bel mij;bel me;bel ons;vaste lijn;tlfnr;\
         mobilnr;ring meg;ring til;ring pa;ring mig;telefonnumret;mobilen;mobiltelefonnummer;\
         telefonsvarer;vaxel;hemtelefon;puhelin;puhelinnumero;puh;matkapuhelin;kannykka;\
         gsm numero;soita;puhelimitse;simi;simanumer;farsimi;gemsi;numer telefonu;nr telefonu;\
         nr tel;komorka;telefon komorkowy;tel kom;kom;komorkowy;numer komorki;komórka;\
         telefon komórkowy;telefon stacjonarny;zadzwoń;zadzwon;infolinia;faks;telefonni cislo;\
         telefonní číslo;cislo telefonu;mobilni telefon;mobilní telefon;tel cislo;tel číslo;\
         volejte;zavolejte;mobilne cislo;telefonne cislo;telefónne číslo;mobilné číslo;\
         pevna linka;infolinka;telefonszam;telefonszám;mobilszam;mobilszám;telefonszama;\
         telefonszáma;vezetekes;vezetékes;hivja;hívja;hivjon;hívjon;vonalas;numar de telefon;\
         număr de telefon;numarul de telefon;numărul de telefon;nr de telefon;telefon mobil;\
         telefon fix;sunati;sunați;suna ma;broj telefona;telefonski broj;broj mobitela;mobitel;\
         telefonska stevilka;telefonska številka;stevilka telefona;stacionarni telefon;mobilni;\
         poklicite;pokličite;nazovite;pozovite;kontakt telefon;телефон;Телефон;ТЕЛЕФОН;телефона;\
         Телефона;ТЕЛЕФОНА;телефону;Телефону;ТЕЛЕФОНУ;телефоны;Телефоны;ТЕЛЕФОНЫ;номер телефона;\
         Номер телефона;НОМЕР ТЕЛЕФОНА;тел;Тел;ТЕЛ;моб;Моб;МОБ;мобильный;Мобильный;МОБИЛЬНЫЙ;\
         мобильный телефон;Мобильный телефон;МОБИЛЬНЫЙ ТЕЛЕФОН;мобильного;Мобильного;МОБИЛЬНОГО;\
         сотовый;Сотовый;СОТОВЫЙ;сотовый телефон;Сотовый телефон;СОТОВЫЙ ТЕЛЕФОН;звоните;Звоните;\
         ЗВОНИТЕ;позвоните;Позвоните;ПОЗВОНИТЕ;факс;Факс;ФАКС;горячая линия;Горячая линия;\
         ГОРЯЧАЯ ЛИНИЯ;контактный телефон;Контактный телефон;КОНТАКТНЫЙ ТЕЛЕФОН;вайбер;Вайбер;\
         ВАЙБЕР;ватсап;Ватсап;ВАТСАП;вотсап;Вотсап;ВОТСАП;ватсапп;Ватсапп;ВАТСАПП;телеграм;\
         Телеграм;ТЕЛЕГРАМ;номер мобильного;Номер мобильного;НОМЕР МОБИЛЬНОГО;домашний телефон;\
         Домашний телефон;ДОМАШНИЙ ТЕЛЕФОН;рабочий телефон;Рабочий телефон;РАБОЧИЙ ТЕЛЕФОН;доб;\
         Доб;ДОБ;телефонний номер;Телефонний номер;ТЕЛЕФОННИЙ НОМЕР;номер телефону;\
         Номер телефону;НОМЕР ТЕЛЕФОНУ;мобільний;Мобільний;МОБІЛЬНИЙ;мобільний телефон;\
         Мобільний телефон;МОБІЛЬНИЙ ТЕЛЕФОН;телефонуйте;Телефонуйте;ТЕЛЕФОНУЙТЕ;зателефонуйте;\
         Зателефонуйте;ЗАТЕЛЕФОНУЙТЕ;дзвоніть;Дзвоніть;ДЗВОНІТЬ;контактний телефон;\
         Контактний телефон;КОНТАКТНИЙ ТЕЛЕФОН;тэлефон;Тэлефон;ТЭЛЕФОН;нумар тэлефона;\
         Нумар тэлефона;НУМАР ТЭЛЕФОНА;мабільны;Мабільны;МАБІЛЬНЫ;телефонен номер;\
         Телефонен номер;ТЕЛЕФОНЕН НОМЕР;мобилен;Мобилен;МОБИЛЕН;мобилен телефон;Мобилен телефон;\
         МОБИЛЕН ТЕЛЕФОН;джиесем;Джиесем;ДЖИЕСЕМ;обадете се;Обадете се;ОБАДЕТЕ СЕ;стационарен;\
         Стационарен;СТАЦИОНАРЕН;тел номер;Тел номер;ТЕЛ НОМЕР;број телефона;Број телефона;\
         БРОЈ ТЕЛЕФОНА;телефонски број;Телефонски број;ТЕЛЕФОНСКИ БРОЈ;мобилни;Мобилни;МОБИЛНИ;\
         мобилни телефон;Мобилни телефон;МОБИЛНИ ТЕЛЕФОН;позовите;Позовите;ПОЗОВИТЕ;моб тел;\
         Моб тел;МОБ ТЕЛ;мобилен број;Мобилен број;МОБИЛЕН БРОЈ;τηλεφωνο;Τηλεφωνο;ΤΗΛΕΦΩΝΟ;\
         τηλέφωνο;Τηλέφωνο;ΤΗΛΈΦΩΝΟ;τηλ;Τηλ;ΤΗΛ;κινητο;Κινητο;ΚΙΝΗΤΟ;κινητό;Κινητό;ΚΙΝΗΤΌ;\
         κινητο τηλεφωνο;Κινητο τηλεφωνο;ΚΙΝΗΤΟ ΤΗΛΕΦΩΝΟ;κινητό τηλέφωνο;Κινητό τηλέφωνο;\
         ΚΙΝΗΤΌ ΤΗΛΈΦΩΝΟ;αριθμός τηλεφώνου;Αριθμός τηλεφώνου;ΑΡΙΘΜΌΣ ΤΗΛΕΦΏΝΟΥ;τηλεφωνα;Τηλεφωνα;\
         ΤΗΛΕΦΩΝΑ;τηλέφωνα;Τηλέφωνα;ΤΗΛΈΦΩΝΑ;σταθερό;Σταθερό;ΣΤΑΘΕΡΌ;φαξ;Φαξ;ΦΑΞ;cep;\
         cep telefonu;cep tel;telefon numarasi;telefon numarası;telefon no;gsm no;ceptel;\
         irtibat numarasi;irtibat numarası;irtibat no;sabit telefon;arayin;arayın;\
         telefon nömrəsi;mobil nömrə;телефон нөмірі;Телефон нөмірі;ТЕЛЕФОН НӨМІРІ;ұялы телефон;\
         Ұялы телефон;ҰЯЛЫ ТЕЛЕФОН;telefon raqami;هاتف;الهاتف;رقم الهاتف;رقم هاتف;هاتفي;جوال;\
         الجوال;رقم الجوال;موبايل;الموبايل;رقم الموبايل;محمول;المحمول;رقم المحمول;نقال;النقال;\
         تلفون;تليفون;التليفون;فاكس;واتساب;واتس;اتصل;للاتصال;رقمي;تلفن;شماره تلفن;شماره تماس;\
         موبایل;شماره موبایل;تلفن همراه;همراه;شماره همراه;تماس;فون;فون نمبر;موبائل;موبائل نمبر;\
         رابطہ نمبر;ٹیلی فون;טלפון;מספר טלפון;טל;נייד;סלולרי;פלאפון;מספר נייד;פקס;הטלפון;וואטסאפ;\
         फ़ोन;फोन;फ़ोन नंबर;फोन नंबर;मोबाइल;मोबाइल नंबर;मोबाईल;दूरभाष;टेलीफोन;टेलीफ़ोन;\
         संपर्क नंबर;संपर्क;फोन नम्बर;मोबाईल नंबर;व्हाट्सएप;ফোন;ফোন নম্বর;মোবাইল;মোবাইল নম্বর;\
         টেলিফোন;ফোন নাম্বার;মোবাইল নাম্বার;தொலைபேசி;தொலைபேசி எண்;கைபேசி;மொபைல்;ఫోన్;ఫోన్ నంబర్;\
         మొబైల్;మొబైల్ నంబర్;ഫോൺ;ഫോൺ നമ്പർ;മൊബൈൽ;ಫೋನ್;ಮೊಬೈಲ್;ફોન;ફોન નંબર;મોબાઇલ;ਫ਼ੋਨ;ਫੋਨ;ਮੋਬਾਈਲ;\
         දුරකථන;දුරකථන අංකය;ජංගම;電話;電話番号;电话;电话号码;電話號碼;手机;手機;手机号;手机号码;手機號碼;联系电话;聯絡電話;連絡電話;联系方式;\
         我的电话;我的手机;我的手机号;我的电话是;我的手机号是;我的手机是;我的手机号码是;我的电话号码是;手机号码是;电话号码是;手机是;联系电话是;我的號碼是;我的電話是;\
         電話號碼是;手機號碼是;手机号为;电话为;手机号码为;联系手机;手机联系;请致电;致电;拨打;请拨打;拨打电话;打电话;加微信;微信;手机微信同号;电话微信;私の電話番号は;\
         私の携帯番号は;携帯番号は;電話番号が;제 번호는;제 전화번호는;내 번호는;전화주세요;연락주세요;핸드폰번호는;휴대폰번호는;휴대전화번호;휴대전화번호는;手机号是;\
         电话是;固定电话;座机;傳真;传真;热线;客服电话;微信电话;携帯;携帯電話;携帯番号;携帯電話番号;電話番号は;電話は;連絡先;連絡先電話番号;お電話;お電話番号;\
         ファックス;フリーダイヤル;自宅電話;市话;市話;行動電話;전화;전화번호;전화번호는;연락처;연락처는;휴대폰;휴대폰번호;휴대전화;핸드폰;핸드폰번호;휴대폰은;팩스;\
         대표전화;고객센터;문의전화;휴대폰 번호;전화 번호;핸드폰 번호;번호는;โทร;โทรศัพท์;เบอร์;เบอร์โทร;เบอร์โทรศัพท์;มือถือ;\
         เบอร์มือถือ;หมายเลขโทรศัพท์;โทรสาร;ติดต่อ;โทรศัพท์มือถือ;ໂທລະສັບ;ໂທ;ទូរស័ព្ទ;\
         លេខទូរស័ព្ទ;ဖုန်း;ဖုန်းနံပါတ်;dien thoai;điện thoại;so dien thoai;số điện thoại;đt;sdt;\
         sđt;di động;di dong;so di dong;số di động;gọi;goi ngay;lien he;liên hệ;dd;telepon;\
         nomor telepon;no telepon;no telp;telp;nomor hp;no hp;hp;ponsel;nomor ponsel;\
         nomor whatsapp;no wa;nomor wa;handphone;telefon bimbit;no telefon;nombor telefon;no tel;\
         hubungi;numero ng telepono;telepono;numero ng cellphone;telefons;talrunis;tālrunis;\
         talruna numurs;tālruņa numurs;mobilais;mobilais talrunis;telefonas;telefono numeris;\
         mobilus;mobilusis;mob tel;telefoninumber;mobiilinumber;mobiil;helista;lauatelefon;simu;\
         namba ya simu;nambari ya simu;rununu;foonnommer;selfoon;selfoonnommer;telefoonnommer;\
         inombolo yocingo;ucingo;ስልክ;ስልክ ቁጥር;ሞባይል;ტელეფონი;ტელ;მობილური;ტელეფონის ნომერი;հեռախոս;\
         հեռ;հեռախոսահամար;բջջային;утас;Утас;УТАС;утасны дугаар;Утасны дугаар;УТАСНЫ ДУГААР;\
         гар утас;Гар утас;ГАР УТАС;numri i telefonit;telefoni;telefon celular;numri i celularit;\
         uimhir theileafoin;guthan;fon;rhif ffon;ffon;ffon symudol;telefonoa;mugikorra;trucar al;\
         telefono mobil"
    };
}

/// Words that hardly mean anything else.
pub(super) const PLAIN: &str = plain!();

/// Those, and words that people put before a number that they see to be one.
pub(super) const ALL: &str = concat!(
    plain!(),
    ";call;call now;call on;call at;dial;ring;contact;contact us;text me;text to;sms to;\
      phone call;calling;appeler;appelez;appeler le;appelez le;contactez;llamar;llame;llamada;\
      rufen sie;ruft an;chiama;chiamate;chiamare;ligue;ligar;bellen;bel;ring op;ringe;\
      soittakaa;zadzwon pod;zavolejte na;hivas;suna;звонить;звони;позвони;дзвони;ara;arayiniz;\
      zadzwoń pod;volat;panggil;telefonieren;kontakt;contacto;contatto;contato;Звонить;\
      ЗВОНИТЬ;Звони;ЗВОНИ;Позвони;ПОЗВОНИ;Дзвони;ДЗВОНИ"
);
