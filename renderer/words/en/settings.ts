/** Settings: how the screens look, where the workspace lies, what it is connected to. */
export const settings = {
  title: 'Settings',
  look: {
    title: 'Language and appearance',
    language: 'Language',
    theme: 'Theme',
    density: 'Rows',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    densities: { compact: 'Compact', comfortable: 'Comfortable' },
  },
  workspace: {
    title: 'Workspace',
    name: 'Name',
    kind: 'Kind',
    kinds: { demo: 'Demo partner, invented data', real: 'My Partner Center' },
    place: 'Folder',
    endpoint: 'Partner Center',
    notConnected: 'not connected',
    secret: 'Secret key',
    secrets: {
      system: 'in the key store of the system',
      file: 'in a file that only you can read, in {{dir}}',
      none: 'nowhere: it is asked for at each start',
    },
    close: 'Close this workspace',
    closeHelp: 'Shows the first screen again. Nothing is removed from this device.',
  },
  others: { title: 'Other workspaces on this device', open: 'Open', none: 'There is no other workspace.' },
  files: 'Folder of usage and bill files',
  about: {
    title: 'About',
    version: 'Version',
    host: 'Runs as',
    hosts: { desktop: 'desktop program', browser: 'browser page, served by this device' },
    data: 'Workspaces are kept in',
    privacy: 'Partner Desk sends nothing to anyone but the Partner Center you connect.',
  },
} as const;
