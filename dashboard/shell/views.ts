/** The places of the navigation in order, with the key that leads there after `g`; those with `tab` are at the bottom of a phone. */
export const views = [
  { to: '/', name: 'findings', key: 'f', tab: true },
  { to: '/journey', name: 'journey', key: 'j', tab: true },
  { to: '/comments', name: 'comments', key: 'c', tab: true },
  { to: '/themes', name: 'themes', key: 't', tab: true },
  { to: '/reports', name: 'reports', key: 'r', tab: false },
  { to: '/alerts', name: 'alerts', key: 'a', tab: false },
  { to: '/data', name: 'data', key: 'd', tab: true },
] as const;
