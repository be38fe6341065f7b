/*
 * submit_rules.h - may this be, now?
 *
 * Pure, but for late days on other pages.  Rules are asked under the lock;
 * the first that does not say SUBMIT_SAVED decides.
 */
#ifndef TUTOR_MODEL_SUBMIT_RULES_H
#define TUTOR_MODEL_SUBMIT_RULES_H

#include "apps/tutor/model/sending.h"

typedef enum submit_result rule_fn(struct sending *);

rule_fn	rule_released;		/* as it may be looked at */
rule_fn	rule_open;		/* as answers are taken */
rule_fn	rule_variant_of_form;
rule_fn	rule_tries;
rule_fn	rule_may_check;
rule_fn	rule_may_draft;		/* what is typed, no files */
rule_fn	rule_hint;
rule_fn	rule_solution;
rule_fn	rule_new_variant;
rule_fn	rule_late;		/* fills days and credit */
rule_fn	rule_given;		/* size and name of what was given */

#endif
