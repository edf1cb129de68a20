"""Words that pasted profiles carry: buttons, counts, places, and words that no personal name holds."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The phrases between bars or line breaks as a set."""
    return frozenset(phrase.strip() for phrase in text.replace("\n", "|").split("|"))


BUTTONS = phrases(
    """follow|following|followed|follow back|unfollow|message|more|connect|pending|subscribe|subscribed|share
    edit profile|follows you|mention|see new posts|posts|replies|highlights|articles|media|likes|reels|tagged
    threads|reposts|video|videos|feeds|starter packs|lists|about|contact info|verified|verified account
    provides details about verified accounts.|options|similar accounts|opens profile photo|home|explore
    notifications|search|profile|log in|sign up|join now|featured|activity|send profile in a message|save to pdf
    add verification badge|add profile section|add section|open to|enhance profile|resources|visit my website
    visit website|book an appointment|add note|translate bio|get verified|posts and replies|posts & replies
    familiar followers|suggested for you|back|avatar|banner|settings|link icon|email|call|directions|contact
    shop now|liked|repost|playlists|shorts|live|community|channels|store|block|mute|report|…|...|·|•|followers
    seguir|mensaje|folgen|nachricht|suivre|envoyer un message|seguindo|copy link to profile|view profile
    show more|see more|…see more|…more|messages|bookmarks|grok|premium|verified orgs|jobs|communities
    don’t miss what’s happening|relevant people|new to x?|people on x are the first to know.|what’s happening
    trending now|post|join|sign in|message requests|quotes|super follows|account verified|click to message
    profile picture|cover photo|overview|intro|photos|friends|check-ins"""
)
CHATTER = re.compile(
    r"(?:not )?followed by .{0,200}|click to (?:un)?follow \S{1,60}|.{1,120} mutual connections?"
    r"|.{1,60}[’']s profile (?:photo|picture)|(?:follow|message) @?\S{1,40} on \S{1,20}"
    r"|view .{1,60}[’']s verifi\S{1,10}(?: info)?"
    r"|.{1,60} (?:is|are) following(?: them| you)?"
    r"|opens profile photo.{0,60}|people also (?:viewed|follow).{0,40}|you (?:both )?follow each other|you and .{1,80}",
    re.IGNORECASE,
)
COUNTED = {
    "followers": "followers", "follower": "followers", "seguidores": "followers", "abonnés": "followers",
    "abonnenten": "followers",
    "subscribers": "followers", "subscriber": "followers", "volgers": "followers", "seguaci": "followers",
    "followern": "followers",
    "following": "following", "follows": "following", "siguiendo": "following", "seguidos": "following",
    "suivis": "following",
    "abonnements": "following", "seguindo": "following", "gefolgt": "following", "folge ich": "following",
    "seguiti": "following",
    "posts": "posts", "post": "posts", "tweets": "posts", "publicaciones": "posts", "publications": "posts",
    "beiträge": "posts",
    "publicações": "posts", "toots": "posts", "videos": "posts", "threads": "posts",
    "connections": "", "connection": "", "likes": "", "photos & videos": "", "media": "", "friends": "",
    "lists": "", "views": "",
}  # fmt: skip
ICONS = "📍🔗📅🗓🌐🏠📌🎂🔵✉📧🌍🌎🌏️ "
PRONOUN = words(
    "she her hers he him his they them theirs ze zir xe xem it its any all ask ella él elle il lui sie er ihr"
)
STATES = {
    "AL": "alabama", "AK": "alaska", "AZ": "arizona", "AR": "arkansas", "CA": "california",
    "CO": "colorado", "CT": "connecticut",
    "DE": "delaware", "DC": "district of columbia", "FL": "florida", "GA": "georgia", "HI": "hawaii", "ID": "idaho",
    "IL": "illinois", "IN": "indiana", "IA": "iowa", "KS": "kansas", "KY": "kentucky", "LA": "louisiana",
    "ME": "maine",
    "MD": "maryland", "MA": "massachusetts", "MI": "michigan", "MN": "minnesota", "MS": "mississippi",
    "MO": "missouri",
    "MT": "montana", "NE": "nebraska", "NV": "nevada", "NH": "new hampshire", "NJ": "new jersey", "NM": "new mexico",
    "NY": "new york", "NC": "north carolina", "ND": "north dakota", "OH": "ohio", "OK": "oklahoma", "OR": "oregon",
    "PA": "pennsylvania", "PR": "puerto rico", "RI": "rhode island", "SC": "south carolina", "SD": "south dakota",
    "TN": "tennessee", "TX": "texas", "UT": "utah", "VT": "vermont", "VA": "virginia", "WA": "washington",
    "WV": "west virginia", "WI": "wisconsin", "WY": "wyoming", "ON": "ontario", "QC": "quebec",
    "BC": "british columbia",
    "AB": "alberta", "MB": "manitoba", "NS": "nova scotia", "NB": "new brunswick", "SK": "saskatchewan",
}  # fmt: skip
LANDS = phrases("""
    usa|us|u.s.|u.s.a.|united states|united states of america|uk|u.k.|united kingdom|england|scotland|wales
    northern ireland|ireland|canada|australia|new zealand|india|pakistan|bangladesh|nigeria|ghana|kenya|uganda
    south africa|egypt|germany|deutschland|france|spain|españa|portugal|italy|italia|netherlands|the netherlands
    belgium|switzerland|austria|sweden|norway|denmark|finland|poland|greece|turkey|türkiye|israel|lebanon|jordan
    saudi arabia|uae|united arab emirates|qatar|kuwait|iran|iraq|japan|china|hong kong|taiwan|south korea|korea
    singapore|malaysia|indonesia|philippines|thailand|vietnam|nepal|sri lanka|mexico|méxico|brazil|brasil
    argentina|chile|colombia|peru|venezuela|ecuador|cuba|puerto rico|jamaica|russia|ukraine|romania|hungary
    czech republic|croatia|serbia|bulgaria|nsw|victoria|queensland|earth|global|worldwide|new south wales|bavaria
    ile-de-france|catalonia""")
LANDS |= frozenset(STATES.values())
CITIES = phrases("""
    new york city|nyc|brooklyn|manhattan|boston|chicago|los angeles|san francisco|san diego|seattle|portland
    houston|dallas|austin|philadelphia|pittsburgh|baltimore|atlanta|miami|tampa|orlando|denver|phoenix|detroit
    cleveland|minneapolis|st. louis|nashville|memphis|charlotte|raleigh|durham|new orleans|salt lake city
    las vegas|sacramento|san jose|london|manchester|birmingham|leeds|liverpool|glasgow|edinburgh|oxford|cambridge
    bristol|cardiff|belfast|dublin|toronto|montreal|montréal|vancouver|calgary|ottawa|sydney|melbourne|brisbane
    perth|auckland|paris|lyon|berlin|munich|münchen|hamburg|vienna|zurich|geneva|amsterdam|brussels|madrid
    barcelona|lisbon|rome|milan|stockholm|oslo|copenhagen|helsinki|warsaw|athens|istanbul|tel aviv|cairo|lagos
    nairobi|cape town|johannesburg|dubai|riyadh|karachi|lahore|delhi|new delhi|mumbai|bangalore|chennai|hyderabad
    kolkata|dhaka|singapore|tokyo|seoul|beijing|shanghai|mexico city|são paulo|buenos aires|bogotá|lima|santiago
    washington dc|washington, d.c.|bay area|silicon valley""")
PARTICLES = words("de da do dos das del della di du la le el al bin ibn ben van von der den ter ten y e zu af av st")
TITLES = words(
    "dr dr. prof prof. professor doctor mr mr. mrs mrs. ms ms. miss sir dame dra dra. nurse rev rev. dott dott."
)
# A word of these in a line says that the line is no personal name.
ROLES = words("""doctor physician surgeon nurse midwife dentist pharmacist therapist psychologist psychiatrist scientist
    researcher professor lecturer teacher student resident fellow intern trainee consultant director chief head
    chair dean president founder cofounder co-founder ceo cmo cto coo editor author writer journalist podcaster
    speaker host coach mom mum dad mother father wife husband son daughter parent proud views opinions tweets own
    not medical advice medicine health healthcare clinic hospital university college school institute center
    centre department division research lab laboratory foundation society association official page account news
    public global mental internal family emergency critical care pediatric pediatrics adult clinical registered
    certified licensed board general interventional associate assistant attending retired former future aspiring
    practitioner specialist expert advocate activist enthusiast lover runner and or of at in for the my i am with
    to from by on is are we your our md do rn phd mph np pa views-own science sciences pharma oncology cardiology
    surgery nursing pharmacy dermatology neurology radiology about joined followers following posts bio name
    handle location website link contact email free new all just love life happy world black team service services
    group program media marketing business digital data software engineer developer analyst manager officer policy
    law lawyer attorney historian critic reporter trader producer registrar sister musician photographer
    designer artist actor singer gang uni
    power nutrition nutritionist dietitian dietician wellness fitness yoga holistic natural
    functional integrative""")  # fmt: skip
ROLE_ENDS = (
    "ologist",
    "iatrist",
    "ician",
    "icist",
    "opath",
    "opractor",
    "ology",
    "ometrist",
    "odontist",
    "anesthetist",
    "otomist",
)
