/** A hundred addresses that a page must not be able to go to, and that must not reach the person's browser unasked. */
const SCHEMES = [
  'http://evil.example/',
  'https://evil.example/',
  'file:///etc/passwd',
  'file://server/share/run.exe',
  'ftp://evil.example/x',
  'data:text/html,<script>parent.hit=1</script>',
  'javascript:window.hit=1',
  'vbscript:msgbox(1)',
  'blob:https://evil.example/1',
  'chrome://settings/',
  'devtools://devtools/bundled/inspector.html',
  'view-source:https://evil.example/',
  'ms-msdt:/id PCWDiagnostic',
  'search-ms:query=x&crumb=location:\\\\evil.example',
  'ms-officecmd:{"id":3}',
  'smb://evil.example/share',
  'ssh://evil.example/',
  'telnet://evil.example/',
  'partnerdesk://customer/1',
  'intent://evil#Intent;scheme=http;end',
];

/** Our own name in the wrong place. */
const LOOKALIKES = [
  'app://evil/index.html',
  'app://desk.evil.example/',
  'app://evil.example/desk/index.html',
  'app://desk:1/index.html',
  'app://user@desk/index.html',
  'app://user:pass@desk/index.html',
  'app://deskk/index.html',
  'app://DESK.example/',
  'apps://desk/index.html',
  'app2://desk/index.html',
  'http://desk/index.html',
  'https://desk/index.html',
  'https://app//desk/index.html',
  'https://evil.example/?app://desk/',
  'https://evil.example/#app://desk/',
  'https://app:desk@evil.example/',
  'https://evil.example\\@desk/',
  'https://xn--dsk-bla.example/',
];

/** Allowlisted hosts, nearly. */
const NEARLY_ALLOWED = [
  'http://www.huaweicloud.com/',
  'https://huaweicloud.com.evil.example/',
  'https://evilhuaweicloud.com/',
  'https://huaweicloud.com@evil.example/',
  'https://evil.example/huaweicloud.com',
  'https://www.huaweicloud.com:8443/',
  'https://user@www.huaweicloud.com/',
  'https://user:pass@www.huaweicloud.com/',
  'https://www.huaweicloud.com.',
  'https://www.huaweicloud.com%2eevil.example/',
  'https://www.huaweicloud.com%00.evil.example/',
  'https://www.huaweicloud.com\\.evil.example/',
  '//www.huaweicloud.com/',
  'https:\\\\evil.example\\huaweicloud.com',
  'ftp://www.huaweicloud.com/',
  'javascript://www.huaweicloud.com/%0awindow.hit=1',
  'data://www.huaweicloud.com/,x',
  'file://www.huaweicloud.com/c$/x',
  `https://www.huaweicloud.com/${'a'.repeat(3000)}`,
  'https://www.huaweicloud.com\u0000.evil.example/',
  'https://www.huawe\u0456cloud.com/',
];

/** The rest of the hundred: hosts and ports of the inner network, where a page has no business. */
const INNER = [
  '127.0.0.1',
  'localhost',
  '[::1]',
  '10.0.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '0.0.0.0',
].flatMap((host) => [
  `http://${host}/`,
  `https://${host}/`,
  `http://${host}:8080/`,
  `ws://${host}/`,
  `wss://${host}/`,
  `http://${host}/latest/meta-data`,
]);

export const HOSTILE_URLS: readonly string[] = [...SCHEMES, ...LOOKALIKES, ...NEARLY_ALLOWED, ...INNER].slice(
  0,
  100,
);
