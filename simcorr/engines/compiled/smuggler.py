"""What the operator of a network is and does; the twin of `mesa.smuggler`.

A contact is alive as long as his ties are those that the book remembers and he is on duty. An official who
leaves counts his ties up and hands the count on, so that a successor in his row is nobody's contact.
"""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.engines.compiled.official import is_in_post, starting_trust
from simcorr.jit import rule
from simcorr.rules import smuggler as rules
from simcorr.rules.mathematics import lognormal
from simcorr.world import keys
from simcorr.world.codes import N_BANDS
from simcorr.world.values import N_CONTEXTS


@rule
def start_smuggler(m: Any, index: int, generation: int) -> None:
    """Let an operator start out; only the parties under way are those of a predecessor."""
    p = m.p.smugglers
    smuggler = m.smugglers[index]
    smuggler.index = index
    smuggler.generation = generation
    smuggler.key = keys.person(m.run.run_key, keys.NETWORK, index, generation)
    smuggler.skill = lognormal(1.0, p.fee_sigma, draws.normal(smuggler.key, keys.SKILL))
    smuggler.exploitative = int(draws.uniform(smuggler.key, keys.EXPLOITATIVE) < p.exploitative_share)
    for c in range(len(m.corridors)):
        m.route_values[index, c] = 0.0
    for k in range(N_CONTEXTS):
        smuggler.learned_in[k] = 0
        for band in range(N_BANDS):
            smuggler.accepted[k, band] = 0.0
            smuggler.refused[k, band] = 0.0
    smuggler.contacts = 0
    smuggler.retainer = -1
    first = draws.integer(smuggler.key, keys.FIRST_REVIEW, p.retainer_term_weeks)
    smuggler.review_week = m.run.week + first
    smuggler.away_until = -1
    smuggler.replaced = 0
    smuggler.open_case = 0
    smuggler.victims = 0


@rule
def go_to_prison(m: Any, smuggler: Any, weeks: int) -> None:
    """Serve a sentence; if it is long, somebody else takes over the network before it ends."""
    replacement = m.p.smugglers.replacement_weeks
    smuggler.replaced = int(weeks > replacement)
    smuggler.away_until = m.run.week + (replacement if smuggler.replaced else weeks)


@rule
def come_back(m: Any, smuggler: Any) -> None:
    """Return from prison, or let a new operator start over with the parties that are under way."""
    if smuggler.replaced:
        start_smuggler(m, smuggler.index, smuggler.generation + 1)
    smuggler.away_until = -1


@rule
def is_active(smuggler: Any) -> bool:
    """Return whether the operator is at large."""
    return bool(smuggler.away_until < 0)


@rule
def has_capacity(m: Any, smuggler: Any) -> bool:
    """Return whether another party can be taken on."""
    return is_active(smuggler) and bool(smuggler.load < m.p.smugglers.capacity_parties)


@rule
def fee(m: Any, smuggler: Any, corridor: int) -> float:
    """Return the fee per person on a corridor, in cents."""
    c = m.corridors[corridor]
    return rules.fee(c.fee, smuggler.skill, m.p.smugglers.fee_pass_through, c.average_bribe)


@rule
def choose_corridor(m: Any, smuggler: Any, wish: int, draw: float) -> int:
    """Return the corridor on which a client who asks for corridor ``wish`` travels."""
    p, n = m.p.smugglers, len(m.corridors)
    total = 0.0
    for c in range(n):
        detour = 0.0 if c == wish else p.detour_cost
        weight = rules.route_weight(m.route_values[smuggler.index, c], detour, p.route_precision)
        m.corridors[c].route_weight = weight
        total += weight
    target = draw * total
    reached = 0.0
    for c in range(n):
        reached += m.corridors[c].route_weight
        if target < reached:
            return c
    return n - 1


# --- the address book -------------------------------------------------------------------------------------------


@rule
def is_alive(m: Any, contact: Any) -> bool:
    """Return whether a tie still stands: the same person, on duty, his ties not cut since."""
    official = m.officials[contact.official]
    return bool(official.ties == contact.ties) and is_in_post(official)


@rule
def best_contact(m: Any, smuggler: Any, corridor: int, context: int) -> int:
    """Return the slot of the most trusted living contact at a context of a corridor; -1 for none."""
    best, most = -1, -1.0
    for slot in range(smuggler.contacts):
        contact = m.books[smuggler.index, slot]
        if contact.trust > most:
            official = m.officials[contact.official]
            if official.context == context and official.corridor == corridor and is_alive(m, contact):
                best, most = slot, contact.trust
    return best


@rule
def best_contact_anywhere(m: Any, smuggler: Any, context: int) -> int:
    """Return the slot of the most trusted living contact in a context of any corridor, or of all (context -1)."""
    best, most = -1, -1.0
    for slot in range(smuggler.contacts):
        contact = m.books[smuggler.index, slot]
        if contact.trust > most:
            of_context = context < 0 or m.officials[contact.official].context == context
            if of_context and is_alive(m, contact):
                best, most = slot, contact.trust
    return best


@rule
def contact_with(m: Any, smuggler: Any, row: int) -> int:
    """Return the slot of the living contact with the official of a row; -1 for none."""
    for slot in range(smuggler.contacts):
        contact = m.books[smuggler.index, slot]
        if contact.official == row and is_alive(m, contact):
            return slot
    return -1


@rule
def trust_in(m: Any, smuggler: Any, official: Any) -> float:
    """Return the trust between the two: what has grown, or where strangers start."""
    slot = contact_with(m, smuggler, official.row)
    return starting_trust(m, official) if slot < 0 else float(m.books[smuggler.index, slot].trust)


@rule
def has_living_retainer(m: Any, smuggler: Any) -> bool:
    """Return whether the investigator on the payroll is still the same, on duty, his ties not cut since."""
    if smuggler.retainer < 0:
        return False
    official = m.officials[smuggler.retainer]
    return bool(official.ties == smuggler.retainer_ties) and is_in_post(official)


@rule
def remember_deal(m: Any, smuggler: Any, row: int, kept: bool) -> None:
    """Let trust grow with a kept deal, or fall with a failed one; a new contact enters with the first."""
    official = m.officials[row]
    p = m.p.smugglers
    slot = contact_with(m, smuggler, row)
    if slot >= 0:
        contact = m.books[smuggler.index, slot]
        if kept:
            contact.trust = rules.trust_after_kept_deal(contact.trust, p.trust_gain)
        else:
            contact.trust = rules.trust_after_failed_deal(contact.trust, p.trust_loss)
    elif kept and is_in_post(official):
        _enter(m, smuggler, official, rules.trust_after_kept_deal(starting_trust(m, official), p.trust_gain))


@rule
def _enter(m: Any, smuggler: Any, official: Any, trust: float) -> None:
    """Put a contact in the place of a lost one, at the end, or of the least trusted one."""
    index, weakest = smuggler.index, -1
    for slot in range(smuggler.contacts):
        old = m.books[index, slot]
        if m.officials[old.official].ties != old.ties:
            _write(old, official, trust)
            return
        if weakest < 0 or old.trust < m.books[index, weakest].trust:
            weakest = slot
    if smuggler.contacts < m.p.smugglers.book_size:
        _write(m.books[index, smuggler.contacts], official, trust)
        smuggler.contacts += 1
    elif m.books[index, weakest].trust < trust:
        _write(m.books[index, weakest], official, trust)


@rule
def _write(contact: Any, official: Any, trust: float) -> None:
    contact.official = official.row
    contact.ties = official.ties
    contact.trust = trust


# --- offers and what is learned ---------------------------------------------------------------------------------


@rule
def party_value(m: Any, fee_per_person: float, party_size: float) -> float:
    """Return what a stopped party would cost, in cents."""
    p = m.p.smugglers
    return rules.party_value(fee_per_person, party_size, p.running_cost_share, p.arrest_cost_usd * 100.0)


@rule
def _kept_memory(m: Any, smuggler: Any, context: int) -> float:
    return float(m.kept[m.run.week - smuggler.learned_in[context]])


@rule
def choose_offer(
    m: Any,
    smuggler: Any,
    context: int,
    trust: float,
    value: float,
    interception: float,
    discretion: float,
) -> int:
    """Return the price band with the best expected surplus; -1 when none is positive."""
    p, heard = m.p.smugglers, m.contexts[context]
    risk = p.offer_risk_usd * 100.0
    keep = _kept_memory(m, smuggler, context)
    best, best_surplus = -1, 0.0
    for band in range(N_BANDS):
        believed = rules.believed_acceptance(
            m.prior_acceptance[band],
            p.belief_prior_strength,
            smuggler.accepted[context, band] * keep + heard.accepted[band],
            smuggler.refused[context, band] * keep + heard.refused[band],
            trust,
        )
        price = float(heard.band_price[band])
        surplus = rules.offer_surplus(believed, price, value, interception, discretion, risk)
        if surplus > best_surplus:
            best, best_surplus = band, surplus
    return best


@rule
def wants_retainer(m: Any, payment: int, loss: float) -> bool:
    """Return whether paying an investigator for a term is worth it."""
    p = m.p.smugglers
    gain = rules.retainer_gain(m.run.case_hazard, float(p.retainer_term_weeks), p.retainer_block, loss, float(payment))
    return gain > 0.0


@rule
def loss_if_convicted(m: Any, smuggler: Any) -> float:
    """Return what prison would cost, in cents: the margin on a full load of parties for each year away.

    Fees are those of the corridor that has proved best.
    """
    p, route = m.p.smugglers, 0
    for c in range(len(m.corridors)):
        if m.route_values[smuggler.index, c] > m.route_values[smuggler.index, route]:
            route = c
    fee_per_person = m.corridors[route].fee * smuggler.skill
    margin = rules.party_value(fee_per_person, m.corridors[route].party_size, p.running_cost_share, 0.0)
    return float(margin * p.capacity_parties * p.prison_weeks / 52.0)


@rule
def learn_price(m: Any, smuggler: Any, context: int, band: int, accepted: bool) -> None:
    """Remember a deal: acceptance speaks for all higher bands, refusal for all lower ones."""
    keep = _kept_memory(m, smuggler, context)
    for b in range(N_BANDS):
        smuggler.accepted[context, b] *= keep
        smuggler.refused[context, b] *= keep
        if accepted and b >= band:
            smuggler.accepted[context, b] += 1.0
        if not accepted and b <= band:
            smuggler.refused[context, b] += 1.0
    smuggler.learned_in[context] = m.run.week


@rule
def learn_route(m: Any, smuggler: Any, corridor: int, profit: float) -> None:
    """Move the value of a corridor towards what a journey brought."""
    p = m.p.smugglers
    m.route_values[smuggler.index, corridor] = rules.route_value(
        m.route_values[smuggler.index, corridor],
        profit,
        p.route_profit_scale_usd * 100.0,
        p.route_learning_rate,
    )


@rule
def approach_for_retainer(m: Any, smuggler: Any) -> int:
    """Return the slot of the contact to approach for a retainer; -1 for a stranger."""
    return best_contact_anywhere(m, smuggler, Context.INVESTIGATION.value)
