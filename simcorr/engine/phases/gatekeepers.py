"""Whom a party meets: a gatekeeper whom its operator trusts, or one of the post that he chooses; what posts teach."""

from typing import Any

from simcorr import draws
from simcorr.rules import smuggler as rules
from simcorr.world import keys
from simcorr.world.build import LEVER
from simcorr.world.codes import Opening


def find_gatekeeper(m: Any, encounter: Any, migrant: Any) -> None:
    """Meet the trusted gatekeeper when present, else whoever is on duty at the chosen post, or from a drawn place on.

    Nobody chooses where parties are sent to a post at random.
    """
    c, k, index = encounter.corridor, encounter.context, -1
    if migrant.has_operator and not _is_directed(m, encounter):
        smuggler = migrant.operator
        slot = smuggler.best_contact(c, k)
        if slot >= 0 and draws.uniform(encounter.key, keys.PRESENT) < m.p.smugglers.contact_presence:
            contact = smuggler.contact(slot)
            encounter.official_index = contact.official_index
            encounter.trust = contact.trust
            encounter.known = 1
            return
        index = _someone_at_chosen_post(m, encounter, smuggler)
    if index < 0:
        index = m.someone_at(c, k, encounter.key, keys.PLACE)
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


def _is_directed(m: Any, encounter: Any) -> bool:
    """Return whether the party is sent to a post at random."""
    share = m.lever(LEVER.random_posts, encounter.corridor, encounter.context)
    return bool(share > 0.0 and draws.uniform(encounter.key, keys.DIRECTED) < share)


def _someone_at_chosen_post(m: Any, encounter: Any, smuggler: Any) -> int:
    """Return who is on duty at the post that the operator chooses; -1 for nobody, or where there is no choice."""
    c, k, precision = encounter.corridor, encounter.context, m.p.smugglers.post_precision
    first, n, total = m.first_post[c, k], m.n_posts[c, k], 0.0
    if precision <= 0.0 or n < 2:
        return -1
    for post in range(first, first + n):
        total += rules.post_weight(m.posts[post].staff, m.post_values[smuggler.index, post], precision)
    target, reached, chosen = draws.uniform(encounter.key, keys.POST) * total, 0.0, first
    for post in range(first, first + n):
        chosen = post
        reached += rules.post_weight(m.posts[post].staff, m.post_values[smuggler.index, post], precision)
        if target < reached:
            break
    listed = m.first_listed[c, k] + m.posts[chosen].first_place - m.posts[first].first_place
    return int(m.first_on_duty(listed, m.posts[chosen].staff, encounter.key, keys.PLACE))


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
