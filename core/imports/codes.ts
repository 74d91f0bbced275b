/**
 * Codes of the files and the words lines are kept and grouped by. Unknown codes stay as they are: the lists are
 * open-ended. The API has other numbers for billing modes; this table is for files only.
 */

/** api.json, enum bill_file_charging_mode. */
export const FILE_BILLING_MODES: Readonly<Record<string, string>> = {
  '0': 'yearly-monthly',
  '1': 'pay-per-use',
  '2': 'reserved-purchase',
  '3': 'reserved-hourly',
  '4': 'savings-purchase',
  '5': 'savings-hourly',
  '6': 'savings-offset',
};

/** api.json, enum bill_type_detail (by what its words begin with), the three types of the summary, and their names. */
export const FILE_BILL_TYPES: Readonly<Record<string, string>> = {
  '1': 'consumption',
  '2': 'consumption',
  '3': 'consumption',
  '4': 'refund',
  '5': 'consumption',
  '8': 'consumption',
  '9': 'adjustment',
  '12': 'consumption',
  '14': 'consumption',
  '15': 'consumption',
  '16': 'adjustment',
  '17': 'consumption',
  '18': 'consumption',
  '20': 'refund',
  '23': 'consumption',
  '24': 'refund',
  '100': 'refund',
  '101': 'adjustment',
  '102': 'adjustment',
  '103': 'consumption',
  Expenditure: 'consumption',
  Refund: 'refund',
  Adjustment: 'adjustment',
  消费: 'consumption',
  退款: 'refund',
  调账: 'adjustment',
};
