import type { BuiltInLanguage } from '../../lib/analysis/sentiment/languages/built-in-languages.ts';

interface LanguageSets {
  /** What its model learns from. */
  readonly train: readonly string[];
  /** What is reported: nothing learns from it. */
  readonly test: readonly string[];
  /** Languages whose texts also teach, at a lower weight: many of their words begin alike. */
  readonly relatives: readonly BuiltInLanguage[];
}

export const languageSets: Readonly<Record<BuiltInLanguage, LanguageSets>> = {
  de: {
    train: [
      'products_de_train',
      'products_more_de_train',
      'germeval17_de_train',
      'germeval17_syn_de_train',
      'mobasa_de_train',
      'tweets_de_train',
      'coffee_de_train',
    ],
    test: ['products_de_test', 'germeval17_de_test', 'tweets_de_test', 'mobasa_de_test'],
    relatives: ['nl'],
  },
  es: {
    train: ['tweets_es_train', 'opener_hotels_es_train', 'airlines_es_train', 'hotels_ahr_es_train'],
    test: ['umsab_es', 'semeval16_es', 'opener_hotels_es_test', 'restaurants_es_test', 'airlines_es_test'],
    relatives: ['pt', 'it', 'fr'],
  },
  fr: {
    train: ['tweets_fr_train', 'certideal_fr_train'],
    test: ['umsab_fr', 'semeval16_fr', 'restaurants_fr_test', 'trustpilot_fr_test', 'certideal_fr_test'],
    relatives: ['es', 'it', 'pt'],
  },
  it: {
    train: ['tweets_it_train', 'amazon_it_train', 'hotels_absita_it_train'],
    test: ['tweets_it_test', 'hotels_absita_it_test', 'restaurants_it_test'],
    relatives: ['es', 'pt', 'fr'],
  },
  nl: {
    train: ['restaurants_nl_train', 'delivery_nl_train'],
    test: ['restaurants_nl_test', 'restaurants_terms_nl_test', 'delivery_nl_test'],
    relatives: ['de'],
  },
  pt: {
    train: ['tweets_pt_train', 'apps_movies_pt_train', 'restaurant_pt_train'],
    test: [
      'tweets_pt_test',
      'umsab_pt',
      'apps_fastfood_pt_test',
      'b2w_products_pt_test',
      'hotels_absapt_pt_test',
      'restaurant_pt_test',
    ],
    relatives: ['es', 'it', 'fr'],
  },
};
