"""`python -m hybrid` is the `hybrid` command."""

from hybrid.cli import main

if __name__ == "__main__":
    main()
