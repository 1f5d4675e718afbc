//! Kinds that know no country.

mod advertising_id;
mod age;
mod date_of_birth;
mod date_time;
pub(crate) mod domain_name;
mod email;
mod gps_coordinates;
mod http_cookie;
mod iccid;
mod imei;
mod imsi;
mod ip;
mod license_plate;
mod mac;
mod named;
mod nrp;
mod passport_mrz;
pub(crate) mod phone;
mod pin;
mod reserved;
mod social_handle;
mod street_address;
mod title;
mod tokenlike;
mod tracking_number;
mod url;
mod user_agent;
mod username;
mod uuid;
mod vin;
pub(super) mod words;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    email::recognizer,
    phone::recognizer,
    phone::trunk,
    phone::local,
    ip::recognizer,
    mac::recognizer,
    url::recognizer,
    domain_name::recognizer,
    date_time::recognizer,
    date_of_birth::recognizer,
    age::recognizer,
    gps_coordinates::recognizer,
    passport_mrz::recognizer,
    vin::recognizer,
    license_plate::recognizer,
    imei::recognizer,
    imsi::recognizer,
    iccid::recognizer,
    tracking_number::recognizer,
    username::recognizer,
    social_handle::recognizer,
    street_address::recognizer,
    pin::recognizer,
    http_cookie::recognizer,
    user_agent::recognizer,
    tokenlike::recognizer,
    uuid::recognizer,
    advertising_id::recognizer,
    named::person,
    named::location,
    named::organization,
    nrp::recognizer,
    title::recognizer,
];
