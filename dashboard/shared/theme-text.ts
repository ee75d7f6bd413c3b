/** A theme's id in words, until the API sends its name. @example themeText('delivery-speed') // 'Delivery speed' */
export const themeText = (id: string): string => {
  const words = id.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
