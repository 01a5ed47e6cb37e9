"""The parts of addresses by which sites tell postings from their other pages."""

from __future__ import annotations

import re

# Parts of a path below which postings lie.
LIST_WORDS = re.compile(
    r"(?:[a-z]{2,12}-)?(?:jobs?|careers?|positions?|openings?|vacanc(?:y|ies)|opportunit(?:y|ies)"
    r"|postings?|roles?|hiring|join-?us|work-with-us|requisitions?|current-openings"
    r"|open-(?:positions|roles|jobs)|job-?(?:details?|postings?|offers?|openings?|listings?|ads?)"
    r"|career-opportunities|stellen?|stellenangebote?|stellenanzeigen?|jobangebote?|offene-stellen"
    r"|jobboerse|jobborse|karriere|empleos?|ofertas?|ofertas?-de-(?:empleo|trabajo)|trabaja-?con-?"
    r"nosotros|vacantes?|emplois?|offres?|offres?-(?:d-)?emplois?|recrutement|carrieres?|postes?"
    r"|lavoro|lavora-con-noi|posizioni(?:-aperte)?|offerte(?:-di)?-lavoro|vacatures?|werken-bij"
    r"|vagas?|carreiras|trabalhe-conosco|stilling(?:er)?|ledige-stillinger|job-?opslag|jobb"
    r"|lediga-(?:jobb|tjanster)|karriar|praca|oferty?(?:-pracy)?|kariera|annonser?)"
    r"(?:\.(?:html?|php|aspx?))?"
)
# Last parts of a path that are no posting although they lie below one of those.
NO_POSTING = re.compile(
    r"|(?:search|apply|login|log-in|signin|sign-in|register|benefits?|perks|culture|values|life"
    r"|teams?|our-teams?|people|locations?|faqs?|students?|graduates?|early-careers?|about|about-us"
    r"|alerts?|job-?alerts?|all|categor(?:y|ies)|departments?|contact|privacy(?:-policy)?|terms"
    r"|saved|saved-jobs|profile|dashboard|events?|news|blog|stories|diversity.{0,30}|home|index"
    r"|how-we-hire|hiring-process|interview.{0,20}|internships?|talent-(?:community|network)"
    r"|page|page-\d+|feed|rss|de|en|fr|es|it|nl|pt|pl|sv|da|us|uk)(?:\.(?:html?|php|aspx?))?"
)
