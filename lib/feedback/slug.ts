const maxSlugLength = 64;

/**
 * A name as it is in keys: lower-case words joined by hyphens, without accents, at most 64 characters.
 * What has no letter or digit gives ''.
 *
 * @example slug('Order Delivery!') // 'order-delivery'
 */
export const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+/, '')
    .slice(0, maxSlugLength)
    .replace(/-+$/, '');
