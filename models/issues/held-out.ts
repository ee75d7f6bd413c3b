/**
 * Intents of banking77_train that nothing was learned or chosen from: neither the meanings of words nor any limit of the
 * search for stories. Only `bench/new-issues/new-issue-power.ts` reads their messages, to judge.
 */
export const heldOutIntents: readonly string[] = [
  'automatic_top_up',
  'card_acceptance',
  'card_not_working',
  'card_payment_not_recognised',
  'card_payment_wrong_exchange_rate',
  'cash_withdrawal_not_recognised',
  'country_support',
  'disposable_card_limits',
  'edit_personal_details',
  'exchange_rate',
  'exchange_via_app',
  'get_disposable_virtual_card',
  'getting_virtual_card',
  'lost_or_stolen_phone',
  'pending_top_up',
  'request_refund',
  'top_up_limits',
  'top_up_reverted',
  'transfer_not_received_by_recipient',
  'verify_my_identity',
];
