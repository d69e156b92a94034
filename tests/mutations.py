"""The mutations that the tests must notice: a changed rule, or a changed wiring of a phase in one of the engines."""

from dataclasses import dataclass

_AGREEMENT = "tests/agreement/test_agreement.py"
AGREEMENT = (
    f"{_AGREEMENT}::test_seeds",
    f"{_AGREEMENT}::test_what_is_scarce",
    f"{_AGREEMENT}::test_rotation_of_everybody_every_week",
    "tests/agreement/test_shared_beliefs.py",
    f"{_AGREEMENT}::test_operators_who_are_convicted_again_and_again",
    f"{_AGREEMENT}::test_interventions",
    _AGREEMENT,
)
"""The tests for a changed wiring, the quick ones first; the rest is run only while the mutation survives."""

MEANING = (
    "tests/rules",
    "tests/pinned",
    "tests/engines/mesa/test_ties.py",
    "tests/validation/test_closed_forms.py::test_the_model_gives_what_theory_says",
    "tests/signs",
)
"""The tests for a changed rule."""

DRAWS = ("tests/test_draws.py", "tests/pinned")


@dataclass(frozen=True)
class Mutation:
    """A change of one place in one source file.

    ``old`` must occur in the file exactly once. ``tests`` are stages, the next of which is run when the one before
    has noticed nothing. Machine code is made only where ``compiled`` says so: otherwise both engines run as plain
    Python, which takes seconds instead of half a minute.
    """

    file: str
    old: str
    new: str
    tests: tuple[str, ...] = AGREEMENT
    compiled: bool = False

    @property
    def title(self) -> str:
        """Return file and change in one line."""
        return f"{self.file.removeprefix('simcorr/')}: {' '.join(self.old.split())}  ->  {' '.join(self.new.split())}"


def _rule(name: str, old: str, new: str) -> Mutation:
    return Mutation(f"simcorr/rules/{name}.py", old, new, MEANING)


def _mesa(name: str, old: str, new: str) -> Mutation:
    return Mutation(f"simcorr/engines/mesa/{name}.py", old, new)


def _compiled(name: str, old: str, new: str, *, compiled: bool = False) -> Mutation:
    return Mutation(f"simcorr/engines/compiled/{name}.py", old, new, compiled=compiled)


RULES = (
    _rule("mathematics", "(value - prior) * keep", "(value - prior) * (1.0 - keep)"),
    _rule("mathematics", "discount_per_year / 52.0", "discount_per_year / 12.0"),
    _rule("mathematics", "return -math.expm1(-x)", "return x / (1.0 + x)"),
    _rule("migrant", "best + dissimilarity *", "best + 2.0 * dissimilarity *"),
    _rule("migrant", "alone * irregular else", "irregular else"),
    _rule("migrant", "weight / (weight + ", "weight / (1.0 + "),
    _rule("migrant", "-discount_per_year / 52.0 * wait_weeks", "-discount_per_year * wait_weeks"),
    _rule("migrant", "- urgency_cost * wait_weeks - cost", "- urgency_cost * wait_weeks + cost"),
    _rule("migrant", "(other if other > own else own) + detour", "(own if other > own else other) + detour"),
    _rule("migrant", "(1.0 - success) * detention - cost", "success * detention - cost"),
    _rule("migrant", "fade(value * known, prior * prior_weight, keep)", "value * known * keep"),
    _rule("migrant", "0.5 * (norm + impunity)", "norm * impunity"),
    _rule("migrant", "deportation_fear * (1.0 - protection)", "deportation_fear * protection"),
    _rule("official", "- peer_effect * (norm - 0.5)", "+ peer_effect * (norm - 0.5)"),
    _rule("official", "log_ratio(kept, required)", "(kept - required)"),
    _rule("official", "(1.0 - punished) * transfer_cost", "punished * transfer_cost"),
    _rule("official", "punished = prosecution * conviction", "punished = prosecution"),
    _rule("smuggler", "return (prior * strength + cases)", "return (prior * strength)"),
    _rule("official", "return (1.0 - discretion) * interception", "return discretion * interception"),
    _rule("official", "1.0 if is_private == 0.0 else liability", "1.0 if is_private > 0.0 else liability"),
    _rule("official", "belief + (1.0 - belief) * salience", "belief + salience"),
    _rule("official", "context_weight * (context - post)", "context_weight * context"),
    _rule("official", "(own_weight - post_weight) * own", "own_weight * own"),
    _rule("smuggler", "interception * discretion * value - price", "interception * value - price"),
    _rule("smuggler", "slope * (band - middle_band)", "slope * band"),
    _rule("smuggler", "trust + gain * (1.0 - trust)", "trust + gain"),
    _rule("smuggler", "trust * (1.0 - loss)", "trust - loss"),
    _rule("smuggler", "precision * (value - detour_cost)", "precision * (value + detour_cost)"),
    _rule("supervisor", "0.5 * (loss + required)", "required"),
    _rule("supervisor", "mandate_weight * mandate - scandal", "mandate_weight * mandate + scandal"),
    _rule("supervisor", "(1.0 - erosion * trust)", "(1.0 + erosion * trust)"),
    _rule("supervisor", "if draw < suspend_share + nothing_share", "if draw < nothing_share"),
    _rule("colleague", "per_year / 52.0 * (1.0 + anonymous_factor", "per_year / 52.0 * (1.0 - anonymous_factor"),
    _rule("justice", "4.0 * weekly if 4.0 * weekly > 1.0 else 1.0", "4.0 * weekly"),
    _rule("justice", "intimidation * (1.0 - protection)", "intimidation * protection"),
    _rule("observer", "draw < sees_payment", "draw > sees_payment"),
)
"""Changed rules: both engines follow them, so that only what the model means can tell."""

ENGINES = (
    # who meets whom, and what follows
    _mesa("encounters", "keys.PLACE, n)", "keys.PRESENT, n)"),
    _mesa("encounters", "duration + int(encounter.initiated == DEMANDED and not encounter.dealt)", "duration"),
    _mesa(
        "model",
        "    exposure.expose,\n    cases.handle,",
        "    cases.handle,\n    exposure.expose,",
    ),
    _mesa("clients", "waiting.sort(key", "waiting.sort(reverse=True, key"),
    _mesa("exposure", "official.in_post and official is not act.official", "official.in_post"),
    _mesa("learning", "if encounter.dealt and not encounter.stopped", "if encounter.dealt"),
    _mesa(
        "staff",
        "    _hire(model)\n    _release(model)\n    _rotate(model)",
        "    _rotate(model)\n    _hire(model)\n    _release(model)",
    ),
    _mesa("cases", "model.desk_capacity[allegation.post] -= 1.0", "pass"),
    _mesa("protection", "if draws.uniform(key, keys.SOLD) >= acceptance:\n        return False\n    row", "row"),
    _mesa("staff", "model.officials[row].in_post", "True"),
    _mesa("learning", "p.verdict_weight * convicted", "p.verdict_weight * acquitted"),
    _mesa("cases", "        subject.victims = 0\n", ""),
    _mesa("cases", "p.testimony_probability if prosecuted else 0.0", "p.testimony_probability"),
    _mesa("migrant", "exploitation = exploitation * p.deceived_harm_belief", "pass"),
    _compiled(
        "encounters", "int(draws.uniform(key, keys.PAID) < pays)", "int(draws.uniform(key, keys.ACCEPTED) < pays)"
    ),
    _compiled("encounters", "if refused and migrant.tries == 0:", "if refused and migrant.tries <= 1:"),
    _compiled("exposure", "for number in range(found, m.run.allegations)", "for number in range(m.run.allegations)"),
    _compiled("cases", "m.items[standing] = m.order[position]", "m.items[standing] = position"),
    _compiled("clients", "smuggler.retainer_ties = official.ties", "smuggler.retainer_ties = 0"),
    _compiled("learning", "post.anomaly = 0.0", "pass"),
    _compiled("learning", "one_if(is_active(m.smugglers[index]))", "1.0"),
    _compiled("smuggler", "    smuggler.victims = 0\n", ""),
    _compiled("justice", "    m.run.threatened += 1\n", ""),
    _compiled("journeys", "margin - migrant.smuggler_paid", "margin"),
    _compiled("observation", "kept += 1\n", "kept += int(m.migrants[number].status != Status.RETURNED)\n"),
    _compiled("staff", "keys.ROTATION_ORDER", "keys.ROTATION"),
    _compiled("order", "m.sort_by[m.order[place - 1]] > m.sort_by[item]", "False"),
    _compiled("encounters", "draw >= m.p.officials.demand_propensity", "draw >= 0.5 * m.p.officials.demand_propensity"),
    _compiled("encounters", "m.items[arriving] = number", "m.items[arriving] = 0"),
    _compiled("migrant", "DECEIVED if migrant.deceived else UNINFORMED", "UNINFORMED"),
    _compiled("clients", "migrant.vulnerability = vulnerability(m, migrant)", "migrant.vulnerability = 0.5"),
    _compiled("staff", "1 + draws.failures(week, leavers, hazard)", "2 + draws.failures(week, leavers, hazard)"),
    _compiled("smuggler", "m.run.week - smuggler.learned_in[context]", "0"),
    _compiled("week", "m.run.gain = gain(m)", "m.run.gain = 0.0", compiled=True),
)
"""Changed wiring in one engine, so that the two part."""

BASIS = (
    Mutation("simcorr/draws.py", "word ^ (word >> 27)", "word ^ (word >> 28)", DRAWS),
    Mutation(
        "simcorr/draws.py",
        "return lambda value: _np.int64(value)",
        "return lambda value: _np.int32(value)",
        ("tests/test_draws.py",),
        compiled=True,
    ),
    Mutation(
        "simcorr/engines/compiled/access.py",
        "builder.sext(value, WORD)",
        "builder.zext(value, WORD)",
        (f"{_AGREEMENT}::test_seeds",),
        compiled=True,
    ),
)
"""Changed draws, plain and compiled."""

MUTATIONS = (*RULES, *ENGINES, *BASIS)
