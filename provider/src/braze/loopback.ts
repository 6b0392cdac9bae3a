const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL stays on this machine: the one place where plain http is accepted and no proxy stands between. */
export const isLoopback = (url: URL) => loopback.test(url.hostname);
