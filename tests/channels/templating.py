"""Templates to try things with."""

from __future__ import annotations

from pathlib import Path

from alertbot.channels import apprise, console, slack, telegram
from alertbot.channels._template import Form, Template, Templated

OPTIONS: dict[str, type[Templated]] = {
    "apprise": apprise.Options,
    "console": console.Options,
    "slack": slack.Options,
    "telegram": telegram.Options,
}
KINDS = sorted(OPTIONS)
DOCUMENTED = Path(__file__).parents[2] / "docs" / "templates.md"

LIKE_OURS = """\
<h1>{{ title }}</h1>
{{ [company, places]|select|join(" · ") }}
{% for line in pay %}
<b>{{ line }}</b>
{% endfor %}
{{ facts }}
{% for tag in hashtags %}#{{ tag }} {% endfor %}

<a href="{{ link }}">Open it on {{ host }}</a>
<blockquote>{{ description }}</blockquote>

{% for reason in reasons %}
<small>Matches <b>{{ reason.search }}</b>: {{ reason.because }}</small>
{% endfor %}
<small>{{ unsaid }}</small>
<small>{{ origin }}</small>
"""

# Everything that a careless person, or one who tries to break it, may do with a posting's words.
CARELESS = """\
@{{ title }} <b>@</b>{{ company }} {{ title|replace(" ", "") }} /{{ title }} ${{ company|upper }}
{{ "@" ~ company ~ "@here" }}#{{ hashtags|join("#") }}|{{ title }}|{{ title[::-1] }}
<h1>{{ link }} <i>{{ title }}</i> {{ company|replace("&", "<") }}</h1>
<s>{{ title.split(" ")|join("_*~`") }}</s><b><i>{{ description|title }}</i></b>
@here @channel https://evil.example/ tg://user?id=1 www.evil.example #tag $TAG /start &lt;!here&gt;
<a href="{{ link }}">{{ title }} | {{ link }}</a><a href="https://own.example/?a=1&amp;b=|">ours</a>
{% for reason in reasons %}<small>{{ reason.because }}{{ reason.search }}</small>{% endfor %}
<blockquote>{{ description }}
> {{ places }}
</blockquote>
{% for credit in credits %}<a href="{{ credit.link }}">{{ credit.service }}</a>{% endfor %}
"""
BARE = "{{ title }}"
ALL = {"like-ours": LIKE_OURS, "careless": CARELESS, "bare": BARE}


def form(kind: str) -> Form:
    return OPTIONS[kind].FORM


def template(kind: str, source: str) -> Template:
    return Template("alert.j2", source, form(kind))
