//! Every question has its place in every scheme.

use anyhow::{Result, ensure};

use crate::shipped::framework;

#[test]
fn every_question_is_filed_under_every_scheme() -> Result<()> {
    for (id, schemes, questions) in
        [("cpsa-core", 7, 124), ("cpsa-rapid", 7, 16), ("service-response", 1, 45)]
    {
        let framework = framework(id)?;
        assert_eq!(framework.schemes.len(), schemes, "{id}");
        assert_eq!(framework.questions().count(), questions, "{id}");
        for scheme in &framework.schemes {
            for (at, node, _) in framework.questions() {
                let values = framework.filed(at, scheme);
                ensure!(!values.is_empty(), "{id}: {} has no {}", node.id, scheme.id);
                ensure!(
                    values.len() <= 3,
                    "{id}: {} is filed too widely in {}",
                    node.id,
                    scheme.id
                );
            }
        }
    }
    Ok(())
}

/// A value without a question would be a heading that the mapping forgot.
#[test]
fn every_value_of_the_core_has_questions() -> Result<()> {
    let framework = framework("cpsa-core")?;
    for scheme in &framework.schemes {
        for value in &scheme.values {
            let used =
                framework.questions().any(|(at, ..)| framework.filed(at, scheme).contains(&value));
            ensure!(used, "nothing is filed under {} {}", scheme.id, value.id);
        }
    }
    Ok(())
}

/// Domains go one to one with the elements of UNICEF, so that a result can be copied across.
#[test]
fn each_domain_is_one_element() -> Result<()> {
    let framework = framework("cpsa-core")?;
    let scheme = framework.scheme("unicef").expect("the scheme is declared");
    let domains: Vec<_> = framework.node(0).children.clone();
    assert_eq!(domains.len(), scheme.values.len());
    for (domain, value) in domains.iter().zip(&scheme.values) {
        for (at, node, _) in framework.questions_below(*domain) {
            assert_eq!(framework.filed(at, &scheme), [value], "{}", node.id);
        }
    }
    Ok(())
}
