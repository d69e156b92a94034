"""Let ``python -m simcorr`` be the command line."""

from simcorr.cli import main

if __name__ == "__main__":
    main()
