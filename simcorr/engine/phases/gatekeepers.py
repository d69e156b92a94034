"""Whom a party meets: a gatekeeper whom its operator trusts, or one of the post that he chooses; what posts teach."""

from typing import Any

from simcorr import draws
from simcorr.contexts import Context
from simcorr.rules import smuggler as rules
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Opening


def find_gatekeeper(m: Any, encounter: Any, migrant: Any, stage: int) -> None:
    """Meet the trusted gatekeeper when present, else whoever is on duty at the chosen post, or from a drawn place on.

    ``stage`` is that of the itineraries, -1 for the documents office of the regular channel. Nobody chooses where
    parties are sent to a post at random.
    """
    index = -1
    if migrant.has_operator and not _is_directed(m, encounter):
        smuggler = migrant.operator
        slot = smuggler.best_contact(stage, encounter.context)
        if slot >= 0 and draws.uniform(encounter.key, keys.PRESENT) < m.p.smugglers.contact_presence:
            contact = smuggler.contact(slot)
            encounter.official_index = contact.official_index
            encounter.trust = contact.trust
            encounter.known = 1
            return
        index = _someone_at_chosen_post(m, encounter, smuggler, m.stages[stage])
    if index < 0:
        index = _someone_there(m, encounter, stage)
    if index < 0:
        return
    encounter.official_index = index
    if migrant.has_operator:
        smuggler, official = migrant.operator, m.officials[index]
        slot = smuggler.contact_with(official)
        if slot >= 0:
            encounter.known = 1
            encounter.trust = smuggler.contact(slot).trust
        else:
            encounter.trust = official.starting_trust()


def _someone_there(m: Any, encounter: Any, stage: int) -> int:
    """Return who is on duty at the posts of a stage, or of the documents office, from a drawn place on."""
    if stage < 0:
        return int(m.someone_at(encounter.corridor, encounter.context, encounter.key, keys.PLACE))
    here = m.stages[stage]
    return int(m.first_on_duty(here.first_listed, here.n_listed, encounter.key, keys.PLACE))


def is_held_up(m: Any, migrant: Any, stage: int) -> bool:
    """Return whether every post at which the party could pass is closed this week; where there is none, it passes."""
    if not m.has_absences:
        return False
    c, k = migrant.corridor, Context.DOCUMENTS.value
    if stage >= 0:
        first, n = m.stages[stage].first_post, m.stages[stage].n_posts
        for number in range(first, first + n):
            if not _is_closed(m, m.listed_posts[number]):
                return False
    else:
        first, n = m.first_post[c, k], m.n_posts[c, k]
        for post in range(first, first + n):
            if not _is_closed(m, post):
                return False
    return bool(n > 0)


def _is_closed(m: Any, post: int) -> bool:
    """Return whether everybody is kept from a post this week."""
    return bool(m.absences[m.week, post] >= 1.0)


def _is_directed(m: Any, encounter: Any) -> bool:
    """Return whether the party is sent to a post at random; it is so on the corridor that it travels on."""
    share = m.lever(LEVER.random_posts, encounter.corridor, encounter.context)
    return bool(share > 0.0 and draws.uniform(encounter.key, keys.DIRECTED) < share)


def _someone_at_chosen_post(m: Any, encounter: Any, smuggler: Any, stage: Any) -> int:
    """Return who is on duty at the post that the operator chooses; -1 for nobody, or where there is no choice."""
    first, n, total = stage.first_post, stage.n_posts, 0.0
    if m.p.smugglers.post_precision <= 0.0 or n < 2:
        return -1
    for number in range(first, first + n):
        total += _weight(m, smuggler, m.listed_posts[number])
    target, reached, chosen = draws.uniform(encounter.key, keys.POST) * total, 0.0, m.listed_posts[first]
    for number in range(first, first + n):
        chosen = m.listed_posts[number]
        reached += _weight(m, smuggler, chosen)
        if target < reached:
            break
    post = m.posts[chosen]
    return int(m.first_on_duty(post.first_listed, post.staff, encounter.key, keys.PLACE))


def _weight(m: Any, smuggler: Any, post: int) -> float:
    """Return the weight of a post in an operator's choice; a closed one has none."""
    if m.has_absences and _is_closed(m, post):
        return 0.0
    value, precision = m.post_values[smuggler.index, post], m.p.smugglers.post_precision
    return float(rules.post_weight(m.posts[post].staff, value, precision))


def learn_posts(m: Any) -> None:
    """Let operators move the value of a post towards what passing there has cost: what was paid, and stops."""
    p = m.p.smugglers
    if p.post_precision <= 0.0:
        return
    scale, rate = p.route_profit_scale_usd * 100.0, p.post_learning_rate
    for number in range(len(m.encounters)):
        encounter = m.encounters[number]
        migrant, post = m.migrants[encounter.migrant_index], encounter.post_index
        if not migrant.has_operator or post < 0:
            continue
        gain = 0.0
        if encounter.dealt and encounter.opening == Opening.OFFERED:
            gain -= encounter.price
        if encounter.stopped:
            gain -= migrant.cost_of_a_stop()
        value = m.post_values[migrant.operator_index, post]
        m.post_values[migrant.operator_index, post] = rules.learned_value(value, gain, scale, rate)
