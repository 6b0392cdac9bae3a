/** The package has no types. */
declare module "@20minutes/s3rver" {
  /** An S3-compatible server. @see https://github.com/20minutes/s3rver */
  export default class S3rver {
    constructor(options: {
      address: string;
      port: number;
      silent: boolean;
      directory: string;
      configureBuckets: { name: string }[];
    });
    run(): Promise<{ port: number }>;
    close(): Promise<void>;
  }
}
