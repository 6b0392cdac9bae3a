const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL is on this machine. Only then is plain HTTP accepted, and no proxy is used. */
export const isLoopback = (url: URL) => loopback.test(url.hostname);
