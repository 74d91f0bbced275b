// The cloud services that the sandbox's customers use. Codes follow the documented form (hws.service.type.*,
// hws.resource.type.*); the set is a small, plausible part of the real catalogue.

export interface Product {
  readonly spec: string;
  readonly name: string;
  /** List price of one unit of usage, in units of 1e-8 USD. */
  readonly unitPriceE8: number;
}

export interface Service {
  readonly code: string;
  readonly en: string;
  readonly zh: string;
  readonly short: string;
  readonly resource: string;
  readonly resourceEn: string;
  readonly resourceZh: string;
  readonly usageType: string;
  readonly unit: string;
  readonly measureId: number;
  /** How often customers use it, relative to the others. */
  readonly weight: number;
  readonly products: readonly Product[];
}

const product = (spec: string, name: string, unitPriceE8: number): Product => ({ spec, name, unitPriceE8 });
const service = (
  key: string,
  names: readonly [en: string, zh: string, short: string],
  resource: readonly [key: string, en: string, zh: string],
  use: readonly [type: string, unit: string, measureId: number, weight: number],
  products: readonly Product[],
): Service => ({
  code: `hws.service.type.${key}`,
  en: names[0],
  zh: names[1],
  short: names[2],
  resource: `hws.resource.type.${resource[0]}`,
  resourceEn: resource[1],
  resourceZh: resource[2],
  usageType: use[0],
  unit: use[1],
  measureId: use[2],
  weight: use[3],
  products,
});

export const SERVICES: readonly Service[] = [
  service(
    'ec2',
    ['Elastic Cloud Server', '弹性云服务器', 'ECS'],
    ['vm', 'Cloud server', '云主机'],
    ['Duration', 'Hour', 4, 30],
    [
      product('s7.large.2.linux', 'General computing s7.large.2', 7_500_000),
      product('c7.xlarge.4.linux', 'General computing-plus c7.xlarge.4', 22_800_000),
      product('m7.2xlarge.8.linux', 'Memory-optimized m7.2xlarge.8', 61_400_000),
      product('s7.xlarge.2.win', 'General computing s7.xlarge.2 Windows', 24_900_000),
    ],
  ),
  service(
    'ebs',
    ['Elastic Volume Service', '云硬盘', 'EVS'],
    ['volume', 'Disk', '云硬盘'],
    ['Duration', 'GB-hour', 108, 18],
    [
      product('SSD', 'Ultra-high I/O', 16_700),
      product('SAS', 'High I/O', 7_200),
      product('GPSSD', 'General purpose SSD', 11_100),
    ],
  ),
  service(
    'obs',
    ['Object Storage Service', '对象存储服务', 'OBS'],
    ['obs', 'Object storage', '对象存储'],
    ['Capacity', 'GB', 10, 12],
    [
      product('obs.standard', 'Standard storage', 2_300_000),
      product('obs.warm', 'Infrequent access storage', 1_300_000),
    ],
  ),
  service(
    'vpc',
    ['Virtual Private Cloud', '虚拟私有云', 'VPC'],
    ['bandwidth', 'Bandwidth', '带宽'],
    ['upflow', 'GB', 10, 12],
    [
      product('19_bgp', 'Dynamic BGP traffic', 8_100_000),
      product('19_sbgp', 'Static BGP traffic', 6_200_000),
    ],
  ),
  service(
    'rds',
    ['Relational Database Service', '云数据库', 'RDS'],
    ['rds.vm', 'Database instance', '数据库实例'],
    ['Duration', 'Hour', 4, 9],
    [
      product('rds.mysql.c6.large.2.ha', 'MySQL HA 2 vCPUs 4 GB', 21_000_000),
      product('rds.pg.n1.xlarge.4', 'PostgreSQL 4 vCPUs 16 GB', 38_500_000),
    ],
  ),
  service(
    'dcs',
    ['Distributed Cache Service', '分布式缓存服务', 'DCS'],
    ['dcs3', 'Cache instance', '缓存实例'],
    ['Duration', 'Hour', 4, 4],
    [product('redis.ha.xu1.large.r2.4', 'Redis HA 4 GB', 13_200_000)],
  ),
  service(
    'cce',
    ['Cloud Container Engine', '云容器引擎', 'CCE'],
    ['cce.cluster', 'Cluster', '集群'],
    ['Duration', 'Hour', 4, 4],
    [product('cce.s2.small', 'HA cluster, 50 nodes', 19_400_000)],
  ),
  service(
    'cdn',
    ['Content Delivery Network', '内容分发网络', 'CDN'],
    ['cdn', 'Traffic', '流量'],
    ['flow', 'GB', 10, 5],
    [product('cdn.flow.basic', 'Acceleration traffic', 4_400_000)],
  ),
  service(
    'elb',
    ['Elastic Load Balance', '弹性负载均衡', 'ELB'],
    ['elbv3', 'Load balancer', '负载均衡器'],
    ['Duration', 'Hour', 4, 4],
    [product('L7_flavor.elb.s1.small', 'Application small I', 3_800_000)],
  ),
  service(
    'natgateway',
    ['NAT Gateway', 'NAT 网关', 'NAT'],
    ['natgateway', 'Gateway', '网关'],
    ['Duration', 'Hour', 4, 2],
    [product('natgateway.small', 'Public NAT small', 5_600_000)],
  ),
  service(
    'waf',
    ['Web Application Firewall', 'Web 应用防火墙', 'WAF'],
    ['waf', 'Protection', '防护'],
    ['Duration', 'Hour', 4, 2],
    [product('waf.payperuserequest', 'Requests', 2_100_000)],
  ),
  service(
    'modelarts',
    ['ModelArts', 'AI 开发平台', 'ModelArts'],
    ['modelarts.notebook', 'Notebook', '开发环境'],
    ['Duration', 'Hour', 4, 2],
    [product('modelarts.vm.gpu.v100', 'GPU notebook', 312_000_000)],
  ),
  service(
    'cbr',
    ['Cloud Backup and Recovery', '云备份', 'CBR'],
    ['cbr.vault', 'Vault', '存储库'],
    ['Capacity', 'GB', 10, 3],
    [product('vault.backup.server.normal', 'Server backup vault', 1_900_000)],
  ),
  service(
    'support',
    ['Support Plan', '支持计划', 'Support'],
    ['support', 'Plan', '计划'],
    ['Duration', 'Month', 20, 0],
    [product('support.business', 'Business support', 10_000_000_000)],
  ),
];

export interface Region {
  readonly code: string;
  readonly en: string;
  readonly zh: string;
  /** Countries whose customers mostly work here. */
  readonly countries: readonly string[];
}

export const REGIONS: readonly Region[] = [
  { code: 'ap-southeast-1', en: 'CN-Hong Kong', zh: '中国-香港', countries: ['CN', 'HK'] },
  { code: 'ap-southeast-3', en: 'AP-Singapore', zh: '亚太-新加坡', countries: ['SG'] },
  { code: 'ap-southeast-2', en: 'AP-Bangkok', zh: '亚太-曼谷', countries: ['TH'] },
  { code: 'af-south-1', en: 'AF-Johannesburg', zh: '非洲-约翰内斯堡', countries: ['ZA'] },
  { code: 'la-north-2', en: 'LA-Mexico City2', zh: '拉美-墨西哥城二', countries: ['MX'] },
  { code: 'sa-brazil-1', en: 'LA-Sao Paulo1', zh: '拉美-圣保罗一', countries: ['BR'] },
  { code: 'me-east-1', en: 'ME-Riyadh', zh: '中东-利雅得', countries: ['SA'] },
];

/** The service whose name appears in support charges. */
export const SUPPORT_SERVICE = SERVICES.length - 1;

const WEIGHTS = SERVICES.map((s) => s.weight);
const WEIGHT_SUM = WEIGHTS.reduce((a, b) => a + b, 0);

/** The index of the service at a point of [0, 1), by weight. */
export function serviceAt(point: number): number {
  let rest = point * WEIGHT_SUM;
  for (let i = 0; i < WEIGHTS.length; i += 1) {
    rest -= WEIGHTS[i] ?? 0;
    if (rest < 0) return i;
  }
  return 0;
}

/** The home region of a country. */
export function homeRegion(country: string): Region {
  const found = REGIONS.find((region) => region.countries.includes(country)) ?? REGIONS[0];
  if (!found) throw new RangeError('no regions');
  return found;
}

export interface Unit {
  readonly id: number;
  readonly en: string;
  readonly zh: string;
  readonly short: string;
  readonly type: number;
}

/** A few documented units: 4 hour, 10 GB, 15 Mbps, 17 GB of size, 20 month, 108 GB-hour. */
export const UNITS: readonly Unit[] = [
  { id: 1, en: 'USD', zh: '美元', short: '$', type: 1 },
  { id: 4, en: 'Hour', zh: '小时', short: 'h', type: 2 },
  { id: 10, en: 'Gigabyte', zh: 'GB', short: 'GB', type: 3 },
  { id: 11, en: 'Megabyte', zh: 'MB', short: 'MB', type: 3 },
  { id: 14, en: 'Piece', zh: '个', short: 'pcs', type: 4 },
  { id: 15, en: 'Megabit per second', zh: 'Mbit/s', short: 'Mbit/s', type: 16 },
  { id: 17, en: 'Gigabyte of capacity', zh: 'GB', short: 'GB', type: 7 },
  { id: 20, en: 'Month', zh: '月', short: 'month', type: 10 },
  { id: 24, en: 'Day', zh: '天', short: 'd', type: 2 },
  { id: 108, en: 'Gigabyte hour', zh: 'GB*小时', short: 'GB*h', type: 15 },
];

export const CONVERSIONS = [
  { from: 10, to: 11, ratio: 1024, type: 3 },
  { from: 24, to: 4, ratio: 24, type: 2 },
] as const;
