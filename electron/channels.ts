/** Names of the channels between preload and main: one per use case. The preload loads this file and nothing else. */
export const CHANNELS = {
  /** page to main: wants a port to the core. main to page: here it is. */
  corePort: 'desk:core-port',
  /** main to page: a menu command. */
  menuCommand: 'desk:menu-command',
  setTheme: 'desk:set-theme',
  setLanguage: 'desk:set-language',
  pick: 'desk:pick',
  openExternal: 'desk:open-external',
} as const;
