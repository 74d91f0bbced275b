/**
 * Latin America and the Caribbean, ISO 3166: partners registered there grant no discounts to referral customers (guide
 * 5.9). The guide does not print the list, so an administrator may set another.
 */
export const EXCLUDED_COUNTRIES: readonly string[] =
  `AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PR
   PY SR SV SX TC TT UY VC VE VG VI`.split(/\s+/u);
