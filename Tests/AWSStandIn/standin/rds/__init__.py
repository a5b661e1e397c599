"""RDS as AWS documents it, over moto's: slow states, pending modifications, refusals, copies in other regions."""
