"""The mutations that the tests must notice: a changed rule, a changed wiring of the week, a changed engine."""

from dataclasses import dataclass

CLOSED_FORMS = "tests/validation/test_closed_forms.py::test_the_model_gives_what_theory_says -m slow"
RECRUITERS = "tests/engine/test_agencies.py -k known"
DIGESTS = "tests/digests -k mesa"

WIRING = (
    "tests/laws/test_laws.py",
    "tests/recount/test_recount.py tests/recount/test_wishes.py",
    "tests/engine/mesa/test_conservation.py",
    "tests/engine/mesa/test_ties.py",
    "tests/laws/test_drawn_laws.py",
    "tests/recount/test_drawn_recount.py",
    "tests/signs",
    CLOSED_FORMS,
    DIGESTS,
)
"""The tests for a changed wiring, which both engines follow: first what knows its meaning, the quick ones first.

Digests come last: they notice everything, also what nobody could call a mistake. Tests that plant something in the
events of one run notice as much as that by accident, and are left out.
"""

MEANING = (
    "tests/rules",
    "tests/pinned",
    "tests/engine/mesa/test_ties.py",
    CLOSED_FORMS,
    "tests/signs",
)
"""The tests for a changed rule."""

_AGREEMENT = "tests/agreement/test_agreement.py"
AGREEMENT = (
    f"{_AGREEMENT}::test_seeds",
    f"{_AGREEMENT}::test_operators_who_are_convicted_again_and_again",
    f"{_AGREEMENT}::test_rotation_of_everybody_every_week",
    _AGREEMENT,
)
"""The tests for a change that one engine follows alone, the quick ones first."""

DRAWS = ("tests/test_draws.py", "tests/pinned")


@dataclass(frozen=True)
class Mutation:
    """A change of one place in one source file.

    ``old`` must occur in the file exactly once. ``tests`` are stages, the next of which is run when the one before
    has noticed nothing: what pytest is given, options included. Machine code is made only where ``compiled`` says so:
    otherwise there is the Mesa engine alone, and a stage takes seconds instead of half a minute more.
    """

    file: str
    old: str
    new: str
    tests: tuple[str, ...] = WIRING
    compiled: bool = False

    @property
    def title(self) -> str:
        """Return file and change in one line."""
        return f"{self.file.removeprefix('simcorr/')}: {' '.join(self.old.split())}  ->  {' '.join(self.new.split())}"


def _rule(name: str, old: str, new: str) -> Mutation:
    return Mutation(f"simcorr/rules/{name}.py", old, new, MEANING)


def _phase(name: str, old: str, new: str) -> Mutation:
    return Mutation(f"simcorr/engine/phases/{name}.py", old, new)


def _language(name: str, old: str, new: str) -> Mutation:
    own = "tests/engine/test_shared_posts.py tests/engine/test_shocks.py"
    return Mutation(f"simcorr/engine/{name}.py", old, new, (own, *WIRING))


def _documents(name: str, old: str, new: str) -> Mutation:
    return Mutation(f"simcorr/engine/phases/{name}.py", old, new, ("tests/engine/test_documents.py", *WIRING))


def _agencies(name: str, old: str, new: str) -> Mutation:
    stages = ('tests/laws/test_laws.py tests/recount/test_recount.py -k "mesa and gencies"', RECRUITERS, *WIRING)
    return Mutation(f"simcorr/engine/{name}.py", old, new, stages)


def _custody(name: str, old: str, new: str) -> Mutation:
    return Mutation(f"simcorr/engine/phases/{name}.py", old, new, ("tests/engine/test_custody.py", *WIRING))


def _gatekeeper(old: str, new: str) -> Mutation:
    return Mutation("simcorr/engine/phases/gatekeepers.py", old, new, ("tests/engine/test_posts.py", *WIRING))


def _agent(name: str, old: str, new: str) -> Mutation:
    return Mutation(f"simcorr/engine/agents/{name}.py", old, new)


def _engine(name: str, old: str, new: str) -> Mutation:
    return Mutation(f"simcorr/engine/{name}.py", old, new, AGREEMENT, compiled=True)


RULES = (
    _rule("mathematics", "(value - prior) * keep", "(value - prior) * (1.0 - keep)"),
    _rule("mathematics", "discount_per_year / 52.0", "discount_per_year / 12.0"),
    _rule("mathematics", "return -math.expm1(-x)", "return x / (1.0 + x)"),
    _rule("victim", "screening + added * (1.0 - screening)", "screening + added"),
    _rule("victim", "1.0 - fear * punished", "1.0 - punished"),
    _rule("victim", "0.0, 1.0) * confidence", "0.0, confidence)"),
    _rule("migrant", "best + dissimilarity *", "best + 2.0 * dissimilarity *"),
    _rule("migrant", "alone * irregular else", "irregular else"),
    _rule("migrant", "weight / (weight + ", "weight / (1.0 + "),
    _rule("migrant", "-discount_per_year / 52.0 * wait_weeks", "-discount_per_year * wait_weeks"),
    _rule("migrant", "- urgency_cost * wait_weeks - cost", "- urgency_cost * wait_weeks + cost"),
    _rule("migrant", "other if other > own else own", "own if other > own else other"),
    _rule("migrant", "(1.0 - success) * detention - cost", "success * detention - cost"),
    _rule("migrant", "fade(value * known, prior * prior_weight, keep)", "value * known * keep"),
    _rule("migrant", "0.5 * (norm + impunity)", "norm * impunity"),
    _rule("migrant", "deportation_fear * (1.0 - protection)", "deportation_fear * protection"),
    _rule("official", "- peer_effect * (norm - 0.5)", "+ peer_effect * (norm - 0.5)"),
    _rule("official", "log_ratio(kept, required)", "(kept - required)"),
    _rule("official", "(1.0 - punished - dismissed) * transfer_cost", "punished * transfer_cost"),
    _rule("official", "belief if belief < 1.0 - punished else", "belief if belief < punished else"),
    _rule("official", "(1.0 - protection * (1.0 - independent))", "(1.0 - protection)"),
    _rule("migrant", "paid_share + (1.0 - paid_share) * success", "1.0 * paid_share + (1.0 - paid_share)"),
    _rule("supervisor", "by_superiors <= draw < found", "draw < found"),
    _rule("smuggler", "(1.0 - paid_share) + arrest_cost", "paid_share + arrest_cost"),
    _rule("smuggler", "return (prior * strength + cases)", "return (prior * strength)"),
    _rule("official", "return (1.0 - discretion) * interception", "return discretion * interception"),
    _rule("official", "1.0 if is_private == 0.0 else liability", "1.0 if is_private > 0.0 else liability"),
    _rule("official", "credence * (announced - belief) if", "credence * announced if"),
    _rule("official", "far * (context - post)", "far * context"),
    _rule("official", "(own_weight - post_weight) * own", "own_weight * own"),
    _rule("smuggler", "interception * discretion * value + document", "interception * value + document"),
    _rule("smuggler", "slope * (band - middle_band)", "slope * band"),
    _rule("smuggler", "trust + gain * (1.0 - trust)", "trust + gain"),
    _rule("smuggler", "trust * (1.0 - loss)", "trust - loss"),
    _rule("smuggler", "precision * (value - detour_cost)", "precision * (value + detour_cost)"),
    _rule("supervisor", "0.5 * (loss + required)", "required"),
    _rule("supervisor", "(factor - 1.0) * math.exp", "factor * math.exp"),
    _rule("supervisor", "(1.0 - settled) * loss + settled * payment", "loss + settled * payment"),
    _rule("smuggler", "(1.0 - mean)) + weight * more_trust", "(1.0 - mean)) - weight * more_trust"),
    _rule("smuggler", "risk_passed_on * losses", "losses"),
    _rule("justice", "return combined_evidence(before, evidence)", "return evidence"),
    _rule("supervisor", "mandate_weight * mandate - scandal", "mandate_weight * mandate + scandal"),
    _rule("supervisor", "internal * (1.0 - eroded) + external", "(internal + external) * (1.0 - eroded)"),
    _rule("supervisor", "if draw < suspend_share + nothing_share", "if draw < nothing_share"),
    _rule("colleague", "per_year / 52.0 * (1.0 + anonymous_factor", "per_year / 52.0 * (1.0 - anonymous_factor"),
    _rule("justice", "4.0 * weekly if 4.0 * weekly > 1.0 else 1.0", "4.0 * weekly"),
    _rule("justice", "intimidation * (1.0 - protection)", "intimidation * protection"),
    _rule("justice", "utilisation * places * cases_per_official", "places * cases_per_official"),
    _rule("justice", "int(capacity) if capacity < waiting else waiting", "waiting"),
    _rule("smuggler", "debt / worked_off", "debt * worked_off"),
    _rule("smuggler", "1.0 / (1.0 / undisturbed + identification)", "undisturbed + identification"),
    _rule("smuggler", "(1.0 - base) * (1.0 - debt_effect", "(1.0 - debt_effect"),
    _rule("smuggler", "identified * testimony + aggravation * s", "aggravation * s"),
    _rule("smuggler", "cost * math.exp(scruple)", "cost * scruple"),
    _rule("smuggler", "saturating(hazard * opportunity)", "saturating(hazard)"),
    _rule("observer", "draw < sees_payment", "draw > sees_payment"),
)
"""Changed rules: both engines follow them, so that only what the model means can tell."""

WEEK = (
    # who meets whom, and what follows
    _phase(
        "gatekeepers",
        "here.n_listed, encounter.key, keys.PLACE)",
        "here.n_listed, encounter.key, keys.PRESENT)",
    ),
    _phase("encounters", "pass_stage(m, migrant, int(refused))", "pass_stage(m, migrant, 0)"),
    _phase("encounters", "int(draws.uniform(key, keys.PAID) < pays)", "int(draws.uniform(key, keys.ACCEPTED) < pays)"),
    _phase("encounters", "if refused and migrant.tries == 0:", "if refused and migrant.tries <= 1:"),
    _phase("encounters", "if draw >= official.most_demands():", "if draw >= 0.5 * official.most_demands():"),
    _phase("encounters", "m.items.append(index)", "m.items.append(0)"),
    _phase("journeys", "margin - lost - paid", "margin - lost"),
    _phase(
        "week",
        "        expose(m)\n        m.phase = 5\n        handle(m)",
        "        handle(m)\n        m.phase = 5\n        expose(m)",
    ),
    # operators and their clients
    _phase(
        "clients", "draws.uniform(migrant.attempt_key, keys.TURN)", "-draws.uniform(migrant.attempt_key, keys.TURN)"
    ),
    _phase("clients", "smuggler.retainer_ties = official.ties", "smuggler.retainer_ties = 0"),
    _phase("clients", "migrant.vulnerability = migrant.drawn_vulnerability()", "migrant.vulnerability = 0.5"),
    _agent("smuggler", "self.model.week - self.learned_in[context]", "0"),
    _agent("migrant", "exploitation = exploitation * p.deceived_harm_belief", "pass"),
    _agent("migrant", "Perspective.DECEIVED.value if self.deceived else", ""),
    # exposure, cases and the law
    _phase("exposure", "official.on_duty and official.index != act.official_index", "official.on_duty"),
    _phase("exposure", "for number in range(found, len(m.allegations))", "for number in range(len(m.allegations))"),
    _phase("cases", "post.desk_capacity -= 1.0", "pass"),
    _phase("cases", "m.items[standing] = number", "m.items[standing] = position"),
    _phase("cases", "p.testimony_probability if prosecuted else 0.0", "p.testimony_probability"),
    _phase("justice", "        smuggler.victims = 0\n", ""),
    _phase("cases", "m.dossiers[official.index] = 0.0", "pass"),
    _phase("learning", "outcome.weight, 0.0, most, heard", "outcome.weight, 0.0, heard, heard"),
    _phase("journeys", "if official.private == 0:", "if True:"),
    _phase("journeys", "c].losses += lost / migrant.party_size", "c].losses += lost"),
    _phase("learning", "context.heard_trusted += trust", "context.heard_trusted += 1.0"),
    _phase("justice", "    m.threatened += 1\n", ""),
    _phase("justice", "        m.operators_spared += 1\n", ""),
    _phase("learning", "        corridor.victim_weeks = 0.0\n", ""),
    _phase("protection", "    migrant.operator.exploitation_income += income\n", ""),
    _agent("smuggler", "identification * weeks, migrant", "identification, migrant"),
    _phase("justice", "case.stage == Stage.TRIAL and verdict != Verdict.EXPIRED", "verdict != Verdict.EXPIRED"),
    _phase("justice", "    if incident.for_money:\n", "    if incident.passed_by >= 0:\n"),
    _phase("victims", "if draws.uniform(key, keys.SOLD) >= acceptance:", "if acceptance < 0.0:"),
    # one ledger, and who decides
    _agent("migrant", "paid = self.fee * self.fee_paid_share()", "paid = self.fee"),
    _phase("journeys", "(1.0 - m.p.smugglers.fee_advance_share)", "1.0"),
    _phase("learning", "c.average_loss, known, 0.0, 0.0, keep", "c.average_loss, known, 0.0, w, keep"),
    _phase("cases", "if not others and _settles(", "if _settles("),
    _phase("cases", "(OUTSIDER | INQUIRY)) != 0", "INQUIRY) != 0"),
    _phase("cases", "< share * liable", "< share"),
    _phase("cases", "one_if((allegation.sources & INQUIRY) == 0)", "1.0"),
    _phase("exposure", "return AUDIT | OUTSIDER if draws", "return AUDIT if draws"),
    _phase("cases", "hush.context = k", "hush.context = 0"),
    _phase("justice", " or smuggler.generation != incident.operator_generation", ""),
    _phase("justice", "if unproven and draws", "if draws"),
    # other work of investigators and courts
    _phase("justice", "serve_others(m, stage, case.others_before - served)", "0"),
    _phase("justice", "stage, case.others_before - served)", "stage, case.others_before)"),
    _phase("justice", "case.others_before = m.other_files[Stage.TRIAL]", "case.others_before = 0"),
    _phase("queues", "case.others_before = rules.left_before(case.others_before, served)", "pass"),
    _phase("learning", "p.spared_publicity * m.spared_this_week", "public * m.spared_this_week"),
    _phase("learning", "public * m.opened_by_others", "public * m.opened_by_superiors"),
    _agent("official", "more * self.model.p.reporting.evidence_audit", "more"),
    _agent("official", "p.perceived_detection_prior_private if self.private > 0 else ", ""),
    _agent("supervisor", "if self.rank == 3 or self.context == k:", "if self.context == k:"),
    _agent("supervisor", "if self.rank < 3:", "if self.rank < 4:"),
    # posts
    _gatekeeper("if migrant.has_operator and not _is_directed(m, encounter):", "if migrant.has_operator:"),
    _gatekeeper("gain -= migrant.cost_of_a_stop()", "gain -= 0.0"),
    _gatekeeper("encounter.dealt and encounter.opening == Opening.OFFERED", "encounter.dealt"),
    _gatekeeper("post.first_listed, post.staff", "stage.first_listed, post.staff"),
    _rule("smuggler", "staff * math.exp(clip(precision * value", "math.exp(clip(precision * value"),
    # posts that stages name
    _language("phases/gatekeepers", "if stage < 0:\n        return", "if True:\n        return"),
    _language("agents/smuggler", "self.model.stage_posts[stage, official.post_index] > 0", "True"),
    _language("phases/encounters", "    encounter.corridor = official.corridor\n", ""),
    _language("phases/encounters", "route, stage, kept = migrant.route,", "route, stage, kept = c,"),
    _language(
        "phases/encounters",
        "row, weight = m.corridor_row(migrant.route)",
        "row, weight = m.corridor_row(encounter.corridor)",
    ),
    _language(
        "phases/encounters", "m.corridors[migrant.route].alone_factor", "m.corridors[encounter.corridor].alone_factor"
    ),
    _language("phases/staff", " or other.post.agency != official.post.agency", ""),
    _language("phases/staff", "official.post.agency == agency and ", ""),
    # fees by leg
    _rule("smuggler", "(1.0 - advance_share) * by_leg", "by_leg"),
    _agent("migrant", "self.stage / stages", "1.0"),
    _agent("migrant", "else self.fee * self.fee_paid_share()", "else self.fee * p.smugglers.fee_advance_share"),
    _phase("journeys", "migrant.fee / 100.0 * by_leg", "0.0 * by_leg"),
    # shocks
    _language("phases/shocks", "keys.AWAY) < share", "keys.AWAY) > share"),
    _language("phases/gatekeepers", "m.absences[m.week, post] >= 1.0", "m.absences[m.week, post] > 0.0"),
    _language("phases/gatekeepers", "    return bool(n > 0)", "    return False"),
    _language("phases/exposure", "official.on_duty and official.index", "official.in_post and official.index"),
    # means
    _agent(
        "migrant",
        "        if self.attempt >= 0:\n            self.means",
        "        if self.attempt >= 1:\n            self.means",
    ),
    _agent("migrant", "+ self.paid / self.party_size + alone", "+ self.paid + alone"),
    _phase("clients", "migrant.went_elsewhere = int(asked != migrant.corridor)", "migrant.went_elsewhere = 0"),
    _phase("journeys", "row[C.debt_usd] += added", "row[C.debt_usd] += migrant.debt"),
    # labour recruitment agencies
    _rule("agency", "risk * closed_weeks * (margin + excess)", "risk * closed_weeks * margin"),
    _rule("agency", "protection * (1.0 - declared)", "protection"),
    _rule("agency", "1.0 - pass_through * (1.0 - paid)", "paid"),
    _agencies("phases/agencies", "Licence.HANDED_OVER.value", "Licence.RENEWED.value"),
    _agencies("phases/victims", "agency, leads = migrant.placed_by.index, True", "agency = migrant.placed_by.index"),
    _rule("smuggler", "margin / (margin + scale) if", "margin / scale if"),
    _agent("smuggler", "return taken if taken < asked else asked", "return taken"),
    _agent("smuggler", "p.detour_cost + self.forgone(wish, c, persons)", "p.detour_cost"),
    _agencies("phases/agencies", "if agency.has_protector() and", "if"),
    _agencies("phases/agencies", "p.licence_bribe_usd if due else p.inspection_bribe_usd", "p.inspection_bribe_usd"),
    _agencies("phases/agencies", "_license(m, agency, not agency.reopens,", "_license(m, agency, agency.reopens > 0,"),
    _agencies("phases/agencies", "agency.lost += agency.lost_this_week", "agency.lost += 0.0"),
    _agencies("phases/agencies", "not agency.honest and not migrant.informed and", "not agency.honest and"),
    _agencies("phases/agencies", "agency.generation == migrant.passed_by_generation and", ""),
    _agencies("phases/arrivals", "+ corridor.regular_excess", ""),
    _agencies("agents/agency", "return int(self.owner_index) if same else -1", "return int(self.owner_index)"),
    _agencies("phases/agencies", "keys.INSPECTOR, agency.owner())", "keys.INSPECTOR, -1)"),
    _agencies("desk", "official.private == 0 and official.index != but", "official.index != but"),
    # documents that were bought
    _documents("documents", "stage in range(migrant.stage + 1, corridor", "stage in range(migrant.stage + 2, corridor"),
    _documents("documents", "issued - m.p.documents.forger_access * forged if forged > 0.0 else issued", "issued"),
    _documents("documents", "official.status == Duty.LEFT or not migrant.was_issued_by(official)", "False"),
    _documents("documents", "context != OFFICE and m.contexts", "m.contexts"),
    _documents("documents", "migrant.document == Document.NONE and m.documents", "m.documents"),
    _documents("encounters", "        obtain(m, encounter, migrant)\n", ""),
    _documents("encounters", "int(draw < exposed)", "encounter.stopped"),
    _documents("journeys", "paid = migrant.paid_by_operator()", "paid = migrant.smuggler_paid"),
    _agent("official", "if not self.model.documents_are_carried():", "if True:"),
    # custody, and who reaches a court
    _custody("detention", "migrant.weeks_held() > 0", "True"),
    _custody("detention", "draws.event(stop, keys.CUSTODY_WEEK, weeks)", "draws.event(stop, keys.CUSTODY_WEEK, 1)"),
    _custody("detention", "    migrant.smuggler_paid += price\n", ""),
    _custody("detention", "    note_officer(migrant, official, 1)\n", ""),
    _custody("detention", "screening <= 0.0 or not migrant.is_trafficked()", "screening <= 0.0"),
    _custody("detention", "    if migrant.due <= m.week:\n", "    if migrant.due < m.week:\n"),
    _custody("detention", "        end_stopped_journey(m, migrant)\n        send_back", "        send_back"),
    _custody("detention", "    pass_stage(m, migrant, 0)\n", "    migrant.due = m.week\n"),
    _custody("detention", "official, key, Bribe", "official, migrant.attempt_key, Bribe"),
    _rule("custody", "access * (1.0 - oversight)", "access * oversight"),
    _rule("custody", "return loss * share", "return loss"),
    _rule("justice", "clip(access * factor, 0.0, 1.0)", "access * factor"),
    _phase("justice", "    if k != Context.TRIAL:\n", "    if k == Context.TRIAL:\n"),
    # victims before authorities
    _phase(
        "authorities",
        "draws.uniform(key, keys.CONTACTED) >= p.authority_rate",
        "draws.uniform(key, keys.CONTACTED) >= 1.0",
    ),
    _phase("authorities", "    send_back(m, migrant)\n", "    migrant.leave()\n"),
    _phase("authorities", "    m.corridors[c].punished += 1.0\n", ""),
    _phase(
        "authorities",
        "_is_recognised(m, migrant, key, p.screening_at_interception)",
        "_is_recognised(m, migrant, key, INSPECTION)",
    ),
    _phase("authorities", " or not migrant.is_trafficked()", ""),
    _phase(
        "encounters",
        "            migrant.leave()\n        elif m.p.justice",
        "            migrant.leave()\n        if m.p.justice",
    ),
    _phase("victims", "k = official.context", "k = 8"),
    _agent("migrant", "self.report_probability(norm) * self.confidence()", "self.report_probability(norm)"),
    # staff
    _phase(
        "staff",
        "    _hire(m)\n    _release(m)\n    _rotate(m)",
        "    _rotate(m)\n    _hire(m)\n    _release(m)",
    ),
    _phase("staff", "if m.officials[index].in_post:", "if True:"),
    _phase("staff", "1 + draws.failures(week, leavers, hazard)", "2 + draws.failures(week, leavers, hazard)"),
    _phase("staff", "keys.ROTATION_ORDER", "keys.ROTATION"),
    Mutation("simcorr/engine/desk.py", "self.officials[i].trust_in_superior = 0.0", "pass"),
    # what is learned and kept
    _phase("learning", "if encounter.dealt and not encounter.stopped", "if encounter.dealt"),
    _phase("learning", "public * m.convicted_this_week", "public * m.acquitted_this_week"),
    _phase("learning", "float(p.spared_publicity) if column", "float(p.discipline_publicity) if column"),
    _agent("official", "off if self.private > 0 else self.lever(which)", "self.lever(which)"),
    _phase("learning", "post.anomaly = 0.0", "pass"),
    _phase("learning", "one_if(m.smugglers[index].is_active)", "1.0"),
    _phase("observation", "kept += 1\n", "kept += int(migrant.status != Status.RETURNED)\n"),
    Mutation("simcorr/engine/start.py", 'run["gain"] = annuity(', 'run["gain"] = 0.0 * annuity('),
)
"""Changed wiring of the week: both engines follow it."""

ENGINES = (
    Mutation("simcorr/engine/agents/smuggler.py", "        self.victims = 0\n", "", AGREEMENT, compiled=True),
    _engine("compiled/interface", "self.sort_by[self.order[place - 1]] > self.sort_by[item]", "False"),
    _engine("compiled/access", "builder.sext(value, WORD)", "builder.zext(value, WORD)"),
    Mutation("simcorr/engine/mesa/agents.py", 'HANDED_ON = ("ties", "index")', 'HANDED_ON = ("index",)'),
    Mutation("simcorr/engine/mesa/agents.py", 'HANDED_ON = ("load",)', "HANDED_ON = ()"),
    Mutation(
        "simcorr/engine/mesa/state.py", "key=state.sort_by.__getitem__)", "key=state.sort_by.__getitem__, reverse=True)"
    ),
)
"""Changes that one engine follows alone, so that the two part.

A new operator is a new agent in Mesa, who has no victims yet, and the old record in compiled code.
"""

BASIS = (
    Mutation("simcorr/draws.py", "word ^ (word >> 27)", "word ^ (word >> 28)", DRAWS),
    Mutation(
        "simcorr/draws.py",
        "return lambda value: _np.int64(value)",
        "return lambda value: _np.int32(value)",
        ("tests/test_draws.py",),
        compiled=True,
    ),
)
"""Changed draws, plain and compiled."""

MUTATIONS = (*RULES, *WEEK, *ENGINES, *BASIS)
