export const auth = {
  auth: {
    user: 'User',
    password: 'Password',
    logIn: 'Log in',
    loggingIn: 'Logging in…',
    ended: 'Your session has ended. Log in to go on.',
    newly: 'This server asks for a log-in now.',
    noAnswer: 'The server does not answer.',
    again: (fault: string): string => `${fault} Trying again…`,
    lookOnly: 'Your role can look, not change.',
    adminsOnly: 'Only an administrator can download models.',
    logOut: 'Log out',
    logOutOf: (name: string, role: string): string => `Log out ${name} (${role})`,
  },
};
